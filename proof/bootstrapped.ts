import type { LandingZone } from "../config/landing-zone";
import { stateBucketPolicy } from "../config/state/bucket-policy";
import { stateKeyPolicy } from "../config/state/key-policies";
import { stateAccountOf, stateBucketArn } from "../config/state/place";
import type { StatePlace } from "../config/state/place";
import type { ResourceStatement } from "../config/state/resource-statement";
import type { Resource } from "./resource";
import type { Statement } from "./statements";

/** Addresses of what no stack makes. */
export const BOOTSTRAPPED = { bucket: "bootstrap/state-bucket", key: "bootstrap/state-key" } as const;

/** Stands for the id of a key that is yet to be made. */
const KEY_TO_COME = "00000000-0000-4000-8000-000000000000";

/**
 * The bucket of Terraform's states and its key, with the policies that `landing-zone bootstrap` gives them, where they are in a member
 * account: no stack has them, and a plan does not show what became of them, which `landing-zone check` does.
 *
 * @param landingZone one whose ids are all known
 */
export function bootstrapped(landingZone: LandingZone): Resource[] {
  const { breakGlass, management, partition, state } = landingZone;
  const account = stateAccountOf(landingZone);
  if (state.backend === "local" || account?.id === undefined || account.slug === management.slug) {
    return [];
  }
  const accountId = account.id;
  const keyArn = state.kmsKeyArn ?? `arn:${partition}:kms:${state.region}:${accountId}:key/${KEY_TO_COME}`;
  const place: StatePlace = {
    partition,
    state,
    managementId: management.id,
    accountId,
    breakGlassRole: breakGlass.role,
  };
  return [
    {
      address: BOOTSTRAPPED.bucket,
      accountId,
      arn: stateBucketArn(place),
      policy: { layer: "bucket policy", statements: stateBucketPolicy(place, keyArn).map(asStatement) },
    },
    {
      address: BOOTSTRAPPED.key,
      accountId,
      arn: keyArn,
      policy: { layer: "key policy", statements: stateKeyPolicy(place).map(asStatement) },
    },
  ];
}

function asStatement(statement: ResourceStatement): Statement {
  return { ...statement };
}
