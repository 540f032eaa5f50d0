import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { TerraformIterator } from "cdktf";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { flowLogArguments } from "./flow-log-arguments";
import type { FlowLogBucketDestination, FlowLogGroupDestination, FlowLogSettings } from "./flow-log-arguments";
import { OwnVpcs } from "./own-vpcs";

export interface VpcFlowLogsProps extends FlowLogSettings {
  readonly environment: Environment;
  /** @default - nothing goes to a bucket */
  readonly bucket?: FlowLogBucketDestination;
  /** @default - nothing goes to CloudWatch Logs */
  readonly logGroup?: FlowLogGroupDestination;
}

/**
 * One flow log for each destination of every VPC that exists in an account and region when Terraform plans, whoever made
 * it. A VPC that is made later is covered by the next plan; until then the Config rule `VPC_FLOW_LOGS_ENABLED` reports it.
 *
 * AWS allows a VPC two flow logs. It refuses a second one to the same destination with `FlowLogAlreadyExists`, also if the
 * first was made by hand: import that, as `aws_flow_log.<id>["vpc-..."]`, or delete it.
 *
 * @throws Error when there is no destination
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
 */
export class VpcFlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: VpcFlowLogsProps) {
    super(scope, id);
    const { bucket, logGroup, environment } = props;
    if (bucket === undefined && logGroup === undefined) {
      throw new Error("flow logs need a bucket, a log group, or both");
    }
    const vpcs = TerraformIterator.fromList(new OwnVpcs(this, "vpcs", { environment }).ids);
    const everyVpc = { ...inEnvironment(environment), forEach: vpcs, vpcId: vpcs.value as string };
    if (bucket !== undefined) {
      new FlowLog(this, "Default", { ...everyVpc, ...flowLogArguments(bucket, props) });
    }
    if (logGroup !== undefined) {
      new FlowLog(this, "log-group", { ...everyVpc, ...flowLogArguments(logGroup, props) });
    }
  }
}
