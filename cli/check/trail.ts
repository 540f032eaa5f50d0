import { GetEventSelectorsCommand, GetTrailCommand, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import type { GetEventSelectorsResponse, GetTrailStatusResponse } from "@aws-sdk/client-cloudtrail";
import { isAws } from "../../terraform/aws-error";
import { isManagementHome } from "./check";
import type { Check, Difference } from "./check";

/**
 * The organization trail: logging, of all accounts and regions and all management events, with digests.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrail.html
 */
export const trail: Check = {
  id: "trail",
  title: "The organization trail logs every account and region, with digest files",
  concerns: isManagementHome,
  async run({ landingZone: { arns, names } }, { cloudTrail }) {
    const { Trail } = await cloudTrail.send(new GetTrailCommand({ Name: arns.trail })).catch((error: unknown) => {
      if (isAws(error, "TrailNotFoundException")) {
        return { Trail: undefined };
      }
      throw error;
    });
    const what = `the trail ${names.trail}`;
    if (Trail === undefined) {
      return [{ what: `${what} does not exist` }];
    }
    const status = await cloudTrail.send(new GetTrailStatusCommand({ Name: arns.trail }));
    // Without custom ones, CloudTrail's default records them all.
    const selectors =
      Trail.HasCustomEventSelectors === true
        ? await cloudTrail.send(new GetEventSelectorsCommand({ TrailName: arns.trail }))
        : undefined;
    const wrong: [boolean, Difference][] = [
      [status.IsLogging !== true, { what: `${what} does not log`, advice: START }],
      [Trail.LogFileValidationEnabled !== true, { what: `${what} writes no digest files` }],
      [Trail.IsMultiRegionTrail !== true, { what: `${what} logs one region only` }],
      [Trail.IsOrganizationTrail !== true, { what: `${what} logs one account only` }],
      [
        selectors !== undefined && !recordsManagementEvents(selectors),
        { what: `${what} does not record all management events`, advice: SELECTORS },
      ],
      [Trail.S3BucketName !== names.trailBucket, { what: `${what} delivers to ${Trail.S3BucketName ?? "no bucket"}` }],
      [
        Boolean(status.LatestDeliveryError),
        { what: `${what} cannot deliver: ${status.LatestDeliveryError ?? ""}`, advice: POLICIES },
      ],
      [
        Boolean(status.LatestDigestDeliveryError),
        { what: `${what} cannot deliver digests: ${status.LatestDigestDeliveryError ?? ""}`, advice: POLICIES },
      ],
      [
        Boolean(status.LatestCloudWatchLogsDeliveryError),
        {
          what: `${what} cannot deliver to its log group: ${status.LatestCloudWatchLogsDeliveryError ?? ""}`,
          advice: LOG_GROUP,
        },
      ],
      [
        Boolean(status.LatestNotificationError),
        { what: `${what} cannot notify its topic: ${status.LatestNotificationError ?? ""}`, advice: TOPIC },
      ],
      [
        status.IsLogging === true && isSilent(status),
        { what: `${what} has delivered nothing ${sinceWhen(status)}`, advice: POLICIES },
      ],
    ];
    return wrong.filter(([isWrong]) => isWrong).map(([, difference]) => difference);
  },
};

const START = "Find who stopped it, in the trail's last events, then deploy the landing zone or start it.";
const SELECTORS = "Find who called PutEventSelectors, in the trail's last events, then deploy the landing zone.";
const LOG_GROUP = "See that the log group, its key and the role that writes to it are those of the landing zone.";
const TOPIC = "See that the policy of the trail's topic and of its key are those of the landing zone.";
const POLICIES = "See that the policies of the trail's bucket and key are those of the landing zone.";

/** Whether a selector has all of them recorded, reads and writes: two that have parts of them are not what is deployed. */
function recordsManagementEvents({
  AdvancedEventSelectors = [],
  EventSelectors = [],
}: GetEventSelectorsResponse): boolean {
  return (
    AdvancedEventSelectors.some(
      ({ FieldSelectors = [] }) =>
        FieldSelectors.length === 1 &&
        FieldSelectors[0]?.Field === "eventCategory" &&
        FieldSelectors[0].Equals?.join() === "Management",
    ) ||
    EventSelectors.some(
      ({ ExcludeManagementEventSources = [], IncludeManagementEvents = true, ReadWriteType = "All" }) =>
        IncludeManagementEvents && ReadWriteType === "All" && ExcludeManagementEventSources.length === 0,
    )
  );
}

/** AWS delivers within minutes, and this check alone makes events. */
const SILENT_HOURS = 24;
const HOUR = 3_600_000;

/** A trail that began to log a moment ago has delivered nothing yet. */
function isSilent({ LatestDeliveryTime, StartLoggingTime }: GetTrailStatusResponse): boolean {
  const since = Math.max(LatestDeliveryTime?.getTime() ?? 0, StartLoggingTime?.getTime() ?? Date.now());
  return Date.now() - since > SILENT_HOURS * HOUR;
}

function sinceWhen({ LatestDeliveryTime }: GetTrailStatusResponse): string {
  return LatestDeliveryTime === undefined ? "since it logs" : `since ${LatestDeliveryTime.toISOString()}`;
}
