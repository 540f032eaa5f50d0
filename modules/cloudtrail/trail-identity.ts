import { FORMATS } from "../../aws/formats";
import { checkFormats } from "../checks";
import type { Environment } from "../environment";

/** Which trail is meant, whether it is there yet or not: buckets and keys let in this one only. */
export interface TrailIdentity {
  /** 3 to 128 letters, digits and single `.`, `-` and `_`. */
  readonly trailName: string;
  /** Twelve digits: the account that owns the trail; of an organization trail mostly the management account. */
  readonly accountId: string;
  /** Home region of the trail. */
  readonly region: string;
  /**
   * `o-...` of an organization trail: of every account of the organization.
   * @default - the trail is of its account only
   */
  readonly organizationId?: string;
}

/** ARN of a trail, known before the trail is. */
export function trailArn(
  { partition }: Pick<Environment, "partition">,
  { accountId, region, trailName }: TrailIdentity,
): string {
  return `arn:${partition}:cloudtrail:${region}:${accountId}:trail/${trailName}`;
}

/** Refuses what cannot be a trail. */
export function checkTrail(where: string, trail: TrailIdentity): void {
  checkFormats(`${where}: trail`, trail, {
    trailName: FORMATS.trailName,
    accountId: FORMATS.accountId,
    region: FORMATS.region,
    organizationId: FORMATS.organizationId,
  });
}
