import { GetTrailCommand, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { isHome } from "./check";
import type { Check, Difference } from "./check";

/**
 * The organization trail: logging, of all accounts and regions, with digests.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrail.html
 */
export const trail: Check = {
  id: "trail",
  title: "The organization trail logs every account and region, with digest files",
  concerns: (environment) => {
    const { account, landingZone } = environment;
    return account.slug === landingZone.management.slug && isHome(environment);
  },
  async run({ landingZone: { arns, names } }, { cloudTrail }) {
    const { Trail } = await cloudTrail.send(new GetTrailCommand({ Name: arns.trail })).catch((error: unknown) => {
      if (error instanceof Error && error.name === "TrailNotFoundException") {
        return { Trail: undefined };
      }
      throw error;
    });
    const what = `the trail ${names.trail}`;
    if (Trail === undefined) {
      return [{ what: `${what} does not exist` }];
    }
    const status = await cloudTrail.send(new GetTrailStatusCommand({ Name: arns.trail }));
    const wrong: [boolean, Difference][] = [
      [status.IsLogging !== true, { what: `${what} does not log`, advice: START }],
      [Trail.LogFileValidationEnabled !== true, { what: `${what} writes no digest files` }],
      [Trail.IsMultiRegionTrail !== true, { what: `${what} logs one region only` }],
      [Trail.IsOrganizationTrail !== true, { what: `${what} logs one account only` }],
      [Trail.S3BucketName !== names.trailBucket, { what: `${what} delivers to ${Trail.S3BucketName ?? "no bucket"}` }],
      [
        Boolean(status.LatestDeliveryError),
        { what: `${what} cannot deliver: ${status.LatestDeliveryError ?? ""}`, advice: POLICIES },
      ],
      [
        Boolean(status.LatestDigestDeliveryError),
        { what: `${what} cannot deliver digests: ${status.LatestDigestDeliveryError ?? ""}`, advice: POLICIES },
      ],
    ];
    return wrong.filter(([isWrong]) => isWrong).map(([, difference]) => difference);
  },
};

const START = "Find who stopped it, in the trail's last events, then deploy the landing zone or start it.";
const POLICIES = "See that the policies of the trail's bucket and key are those of the landing zone.";
