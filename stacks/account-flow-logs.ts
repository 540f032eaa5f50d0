import type { Construct } from "constructs";
import type { FlowLogSettings } from "../config/baseline/settings";
import type { LandingZone } from "../config/landing-zone";
import type { Place } from "../modules/place";
import { bucketArn } from "../modules/s3/bucket-arn";
import { FlowLogGroup } from "../modules/vpc/flow-log-group";
import { VpcFlowLogs } from "../modules/vpc/vpc-flow-logs";

/** Flow logs of every VPC that an account has in its regions when its stack is planned. */
export function logVpcs(scope: Construct, { flowLogs, names }: LandingZone, places: readonly Place[]): void {
  if (flowLogs === undefined) {
    return;
  }
  for (const place of places) {
    const { fields, maxAggregationSeconds, trafficType } = flowLogs;
    new VpcFlowLogs(scope, `flow-logs-${place.region}`, {
      ...{ place, maxAggregationSeconds, trafficType },
      fields: fields.length === 0 ? undefined : fields,
      bucket: flowLogs.toBucket ? { bucketArn: bucketArn(place, names.flowLogBucket) } : undefined,
      logGroup: logGroup(scope, names, flowLogs, place),
    });
  }
}

function logGroup(
  scope: Construct,
  { flowLogGroup, flowLogRoles }: LandingZone["names"],
  { cloudWatchLogsRetentionDays }: FlowLogSettings,
  place: Place,
): FlowLogGroup | undefined {
  if (cloudWatchLogsRetentionDays === undefined) {
    return undefined;
  }
  const { region } = place;
  return new FlowLogGroup(scope, `flow-log-group-${region}`, {
    place,
    logGroupName: flowLogGroup,
    retentionInDays: cloudWatchLogsRetentionDays,
    // Roles have no region.
    roleName: `${flowLogRoles}-${region}`,
  });
}
