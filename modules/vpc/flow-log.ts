import { FlowLog as AwsFlowLog } from "@cdktf/provider-aws/lib/flow-log";
import type { FlowLogConfig } from "@cdktf/provider-aws/lib/flow-log";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { flowLogArguments } from "./flow-log-arguments";
import type { FlowLogDestination, FlowLogSettings } from "./flow-log-arguments";

/** What a flow log watches: all network interfaces of a VPC or a subnet, now and later, or a single one. */
export type FlowLogSource =
  { readonly networkInterfaceId: string } | { readonly subnetId: string } | { readonly vpcId: string };

export interface FlowLogProps extends FlowLogSettings {
  /** Account and region of the source. */
  readonly environment: Environment;
  readonly source: FlowLogSource;
  /** One; for another, make another flow log. */
  readonly destination: FlowLogDestination;
}

/**
 * Records the traffic of one VPC, subnet or network interface: to a bucket as Parquet files with
 * Hive-compatible partitions by the hour, or to CloudWatch Logs.
 *
 * AWS allows a VPC, a subnet or an interface two flow logs each. It refuses a second one to the same destination with
 * `FlowLogAlreadyExists`, also if the first was made by hand: import that, or delete it.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
 */
export class FlowLog extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogProps) {
    super(scope, id);
    new AwsFlowLog(this, "Default", {
      ...inEnvironment(props.environment),
      ...sourceArguments(props.source),
      ...flowLogArguments(props.destination, props),
    });
  }
}

function sourceArguments(source: FlowLogSource): FlowLogConfig {
  return "networkInterfaceId" in source ? { eniId: source.networkInterfaceId } : source;
}
