// What is not said about a trail is looked up, where the caller may.
import { CloudTrailClient, GetTrailCommand } from "@aws-sdk/client-cloudtrail";
import { DescribeOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { listedAccounts } from "../../archive-reader/listed-accounts";
import { sourceError } from "../../archive-reader/source-error";
import { stoppedSince } from "../../archive-reader/trail-status";
import { Failure } from "../../console/failure";
import type { KnownAccount } from "../../log-integrity/enumerate";
import { archiveRoot } from "../../log-integrity/location";
import type { ArchiveLocation } from "../../log-integrity/location";
import type { ObjectStore } from "../../log-integrity/sources";
import type { WalkContext } from "../../log-integrity/walk-context";
import type { ClientSettings } from "../../terraform/account-clients";
import { VERIFY_EXIT } from "./exit";
import type { TrailArn } from "./trail-arn";

export interface Given {
  readonly trail: TrailArn;
  readonly bucket?: string;
  readonly prefix?: string;
  readonly organizationId?: string;
}

export interface FoundTrail {
  readonly location: ArchiveLocation;
  readonly isMultiRegion: boolean;
  readonly stopped?: WalkContext["stopped"];
  /** What could not be looked up, as sentences. */
  readonly notes: readonly string[];
}

/**
 * Where a trail delivers to and how it is.
 *
 * @param settings of the trail's account, its region
 * @throws Failure where the bucket is neither given nor to be found
 */
export async function lookUpTrail(
  { bucket, organizationId, prefix, trail: { arn, region } }: Given,
  settings: ClientSettings,
  store: ObjectStore,
): Promise<FoundTrail> {
  const client = new CloudTrailClient({ ...settings, region });
  const notes: string[] = [];
  const trail = await client.send(new GetTrailCommand({ Name: arn })).then(
    ({ Trail }) => Trail,
    (error: unknown) => {
      const { message } = sourceError(error);
      if (bucket === undefined) {
        throw new Failure(
          `The trail cannot be looked up: ${message}\nName its bucket by --bucket, and what else is known of it.`,
          VERIFY_EXIT.notChecked,
        );
      }
      notes.push(`the trail cannot be looked up, so that nobody knows whether it is stopped: ${message}`);
      return undefined;
    },
  );
  const where = {
    bucket: bucket ?? trail?.S3BucketName ?? "",
    prefix: (prefix ?? trail?.S3KeyPrefix ?? "").replace(/^\/+|\/+$/g, ""),
  };
  const isOfOrganization = trail?.IsOrganizationTrail;
  const organization =
    organizationId ??
    (isOfOrganization === false ? undefined : await organizationOf(settings, store, where, isOfOrganization));
  const stopped =
    trail === undefined ? undefined : await stoppedSince(client, arn, trail.LogFileValidationEnabled, notes);
  client.destroy();
  return {
    location: { ...where, ...(organization === undefined ? {} : { organizationId: organization }) },
    isMultiRegion: trail?.IsMultiRegionTrail ?? organization !== undefined,
    notes,
    ...(stopped === undefined ? {} : { stopped }),
  };
}

/** The organization's id: the organization says, or the bucket, which has a folder of it. */
async function organizationOf(
  settings: ClientSettings,
  store: ObjectStore,
  where: ArchiveLocation,
  isOfOrganization: boolean | undefined,
): Promise<string | undefined> {
  const asked = isOfOrganization === true ? await organizationId(settings) : undefined;
  if (asked !== undefined) {
    return asked;
  }
  const folders = await store.folders(where.bucket, archiveRoot(where)).catch(() => []);
  const found = folders.filter((name) => /^o-[a-z0-9]{10,32}$/.test(name));
  if (found.length > 1 || (found.length === 0 && isOfOrganization === true)) {
    throw new Failure(
      `${where.bucket} has log files of ${found.length === 0 ? "no organization" : found.join(", ")}: name one by --organization-id.`,
      VERIFY_EXIT.usage,
    );
  }
  return found[0];
}

async function organizationId(settings: ClientSettings): Promise<string | undefined> {
  const client = new OrganizationsClient(settings);
  try {
    return (await client.send(new DescribeOrganizationCommand({}))).Organization?.Id;
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}

/**
 * The accounts of the organization.
 *
 * @param left when accounts left or were closed, as far as anybody says
 * @throws SourceError where they cannot be listed
 */
export async function organizationAccounts(
  settings: ClientSettings,
  left: ReadonlyMap<string, number>,
): Promise<KnownAccount[]> {
  return withEnds(await listedAccounts(settings), left);
}

/** Accounts with the times that they left, those that only these times are known of included. */
export function withEnds(accounts: readonly KnownAccount[], left: ReadonlyMap<string, number>): KnownAccount[] {
  const listed = accounts.map((account): KnownAccount => {
    const to = account.isThere ? undefined : left.get(account.id);
    return to === undefined ? account : { ...account, to };
  });
  const others = [...left].filter(([id]) => !accounts.some((account) => account.id === id));
  return [...listed, ...others.map(([id, to]): KnownAccount => ({ id, to, isThere: false }))];
}
