import type { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, pathOf } from "../checks";
import { environmentOf } from "../environment";
import { logGroupArn } from "../cloudwatch/log-group-arn";
import { CustomerManagedKey } from "./customer-managed-key";
import type { KeyProps } from "./customer-managed-key";

export interface LogGroupKeyProps extends KeyProps {
  /** Name of the one log group of this account and region that is encrypted with this key. */
  readonly logGroupName: string;
}

/**
 * The key of a CloudWatch Logs group: CloudWatch Logs of this region uses it, for that log group only.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export class LogGroupKey extends CustomerManagedKey {
  constructor(scope: Construct, id: string, props: LogGroupKeyProps) {
    const { logGroupName } = props;
    checkFormats(pathOf(scope, id), props, { logGroupName: FORMATS.logGroupName });
    const environment = environmentOf(scope, id, props);
    super(scope, id, {
      ...props,
      description: `Encrypts the log group ${logGroupName}`,
      statements: [
        {
          Sid: "CloudWatchLogsEncrypts",
          Effect: "Allow",
          Principal: { Service: `logs.${environment.region}.amazonaws.com` },
          Action: ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
          Resource: "*",
          Condition: {
            ArnLike: {
              "kms:EncryptionContext:aws:logs:arn": logGroupArn(environment, logGroupName),
            },
          },
        },
      ],
    });
  }
}
