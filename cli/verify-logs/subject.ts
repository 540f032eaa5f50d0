import type { LandingZone } from "../../config/landing-zone";
import { Failure } from "../../console/failure";
import { AccountClients } from "../../terraform/account-clients";
import type { ClientSettings } from "../../terraform/account-clients";
import "../../terraform/quiet-aws-sdk";
import { VERIFY_EXIT } from "./exit";
import type { Given } from "./look-up";
import { parseTrailArn } from "./trail-arn";

export interface SubjectOptions {
  readonly trailArn?: string;
  readonly bucket?: string;
  readonly prefix?: string;
  readonly organizationId?: string;
}

/** A trail, and who reaches it. */
export interface Subject extends Given {
  /** Of the account that owns the trail. */
  readonly trailSettings: ClientSettings;
  /** Of the account that owns the bucket. */
  readonly bucketSettings: ClientSettings;
}

/** A trail of anybody's, reached with the caller's credentials. */
export function subjectOfArn(options: SubjectOptions, arn: string): Subject {
  const trail = parseTrailArn(arn);
  const settings = { region: trail.region };
  return { ...given(options), trail, trailSettings: settings, bucketSettings: settings };
}

/** The trail of a landing zone, reached as its deployment reaches the accounts. */
export async function subjectOfLandingZone(options: SubjectOptions, landingZone: LandingZone): Promise<Subject> {
  const { logArchive, management, names, organization } = landingZone;
  const clients = new AccountClients(landingZone);
  try {
    const [trailSettings, bucketSettings, accountId] = await Promise.all([
      clients.settings(management),
      clients.settings(logArchive),
      clients.accountId(management),
    ]);
    const { homeRegion, partition } = landingZone;
    const trail = parseTrailArn(`arn:${partition}:cloudtrail:${homeRegion}:${accountId}:trail/${names.trail}`);
    const known = {
      bucket: names.trailBucket,
      ...(organization.id === undefined ? {} : { organizationId: organization.id }),
    };
    return { ...known, ...given(options), trail, trailSettings, bucketSettings };
  } catch (error) {
    throw error instanceof Failure
      ? error
      : new Failure(
          `The accounts of the landing zone cannot be reached: ${(error as Error).message}`,
          VERIFY_EXIT.notChecked,
        );
  }
}

function given({ bucket, organizationId, prefix }: SubjectOptions): Omit<Given, "trail"> {
  return {
    ...(bucket === undefined ? {} : { bucket }),
    ...(organizationId === undefined ? {} : { organizationId }),
    ...(prefix === undefined ? {} : { prefix }),
  };
}
