import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { TerraformIterator } from "cdktf";
import { Construct } from "constructs";
import { pathOf, refuse } from "../checks";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { flowLogArguments } from "./flow-log-arguments";
import type {
  FlowLogBucketDestination,
  FlowLogDestination,
  FlowLogGroupDestination,
  FlowLogSettings,
} from "./flow-log-arguments";
import { OwnVpcs } from "./own-vpcs";

export interface VpcFlowLogsProps extends EnvironmentProps, FlowLogSettings {
  /**
   * A `FlowLogBucket`, or the ARN of a bucket.
   * @default - nothing goes to a bucket
   */
  readonly bucket?: FlowLogBucketDestination;
  /**
   * A `FlowLogGroup`.
   * @default - nothing goes to CloudWatch Logs
   */
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
  /** The flow logs themselves, one resource for each destination, with an instance for each VPC. */
  readonly flowLogs: readonly FlowLog[];

  constructor(scope: Construct, id: string, props: VpcFlowLogsProps) {
    super(scope, id);
    const { bucket, logGroup } = props;
    if (bucket === undefined && logGroup === undefined) {
      refuse(pathOf(scope, id), "bucket", { got: undefined, allowed: "a bucket, a log group, or both" });
    }
    const environment = environmentOf(scope, id, props);
    const vpcs = TerraformIterator.fromList(new OwnVpcs(this, "vpcs", { environment }).ids);
    const everyVpc = { ...inEnvironment(environment), forEach: vpcs, vpcId: vpcs.value as string };
    const make = (name: string, destination: FlowLogDestination) =>
      new FlowLog(this, name, { ...everyVpc, ...flowLogArguments(this, destination, props) });
    this.flowLogs = [
      ...(bucket === undefined ? [] : [make("Default", bucket)]),
      ...(logGroup === undefined ? [] : [make("log-group", logGroup)]),
    ];
  }
}
