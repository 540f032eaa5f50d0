import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import { KEPT_LOG_GROUP } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import { LogGroupKey } from "../kms/log-group-key";
import type { KeyProps } from "../kms/customer-managed-key";

export interface HsmAuditLogProps extends KeyProps {
  /** `cluster-...` */
  readonly clusterId: string;
  /**
   * Days, one of the values CloudWatch Logs allows.
   * @default 365
   */
  readonly retentionInDays?: number;
}

/**
 * The CloudWatch Logs group of the HSMs' audit logs, with its key. CloudHSM would make it with the first HSM, without key and
 * without an end of its retention, so that it has to be there before.
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/get-hsm-audit-logs-using-cloudwatch.html
 */
export class HsmAuditLog extends Construct {
  readonly logGroupName: string;
  readonly logGroup: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, { clusterId, retentionInDays = 365, ...keyProps }: HsmAuditLogProps) {
    super(scope, id);
    const environment = environmentOf(scope, id, keyProps);
    const logGroupName = `/aws/cloudhsm/${clusterId}`;
    const key = new LogGroupKey(this, "key", { ...keyProps, logGroupName });
    const logGroup = new CloudwatchLogGroup(this, "Default", {
      ...inEnvironment(environment),
      name: logGroupName,
      kmsKeyId: key.keyArn,
      retentionInDays,
      ...KEPT_LOG_GROUP,
    });
    this.logGroupName = logGroup.name;
    this.logGroup = logGroup;
  }
}
