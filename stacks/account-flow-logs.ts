import type { Construct } from "constructs";
import type { FlowLogSettings } from "../config/baseline/settings";
import type { LandingZone } from "../config/landing-zone";
import type { Environment } from "../modules/environment";
import { bucketArn } from "../modules/s3/bucket-arn";
import { FlowLogGroup } from "../modules/vpc/flow-log-group";
import { VpcFlowLogs } from "../modules/vpc/vpc-flow-logs";

/** Adds flow logs of every VPC that an account has in its regions when its stack is planned. */
export function addFlowLogs(
  scope: Construct,
  { flowLogs, names }: LandingZone,
  environments: readonly Environment[],
): void {
  if (flowLogs === undefined) {
    return;
  }
  for (const environment of environments) {
    const { fields, maxAggregationSeconds, trafficType } = flowLogs;
    new VpcFlowLogs(scope, flowLogsIn(environment.region), {
      environment,
      maxAggregationSeconds,
      trafficType,
      fields: fields.length === 0 ? undefined : fields,
      bucket: flowLogs.toBucket ? { bucketArn: bucketArn(environment, names.flowLogBucket) } : undefined,
      logGroup: addLogGroup(scope, names, flowLogs, environment),
    });
  }
}

/** Id of the construct with the flow logs of a region. */
export function flowLogsIn(region: string): string {
  return `flow-logs-${region}`;
}

function addLogGroup(
  scope: Construct,
  { flowLogGroup, flowLogRoles }: LandingZone["names"],
  { cloudWatchLogsRetentionDays }: FlowLogSettings,
  environment: Environment,
): FlowLogGroup | undefined {
  if (cloudWatchLogsRetentionDays === undefined) {
    return undefined;
  }
  const { region } = environment;
  return new FlowLogGroup(scope, `flow-log-group-${region}`, {
    environment,
    logGroupName: flowLogGroup,
    retentionInDays: cloudWatchLogsRetentionDays,
    // Roles have no region.
    roleName: `${flowLogRoles}-${region}`,
  });
}
