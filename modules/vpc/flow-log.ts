import { FlowLog as AwsFlowLog } from "@cdktf/provider-aws/lib/flow-log";
import type { FlowLogConfig } from "@cdktf/provider-aws/lib/flow-log";
import { Construct } from "constructs";
import type { ITerraformDependable } from "cdktf";
import { checkFormats, pathOf } from "../checks";
import { FORMATS } from "../../aws/formats";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { flowLogArguments } from "./flow-log-arguments";
import type { FlowLogDestination, FlowLogSettings } from "./flow-log-arguments";

/** What a flow log watches: all network interfaces of a VPC or a subnet, now and later, or a single one. */
export type FlowLogSource =
  { readonly networkInterfaceId: string } | { readonly subnetId: string } | { readonly vpcId: string };

/** The environment is the account and region of the source. */
export interface FlowLogProps extends EnvironmentProps, FlowLogSettings {
  /** What is watched: a VPC, a subnet or a network interface. */
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
  /** Id of the flow log, `fl-...`. */
  readonly flowLogId: string;
  /** The flow log itself: from then on it records. */
  readonly flowLog: AwsFlowLog;
  /** The flow log: from then on it records. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: FlowLogProps) {
    super(scope, id);
    checkFormats(`${pathOf(scope, id)}: source`, props.source as Partial<Record<SourceKey, string>>, {
      networkInterfaceId: FORMATS.networkInterfaceId,
      subnetId: FORMATS.subnetId,
      vpcId: FORMATS.vpcId,
    });
    const flowLog = new AwsFlowLog(this, "Default", {
      ...inEnvironment(environmentOf(scope, id, props)),
      ...sourceArguments(props.source),
      ...flowLogArguments(this, props.destination, props),
    });
    this.flowLogId = flowLog.id;
    this.flowLog = flowLog;
    this.ready = flowLog;
  }
}

type SourceKey = "networkInterfaceId" | "subnetId" | "vpcId";

function sourceArguments(source: FlowLogSource): FlowLogConfig {
  return "networkInterfaceId" in source ? { eniId: source.networkInterfaceId } : source;
}
