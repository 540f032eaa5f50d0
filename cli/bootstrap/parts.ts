import { JOB_OF_PIPELINES } from "../../config/access/keys";
import type { Account } from "../../config/accounts/settings";
import type { LandingZone } from "../../config/landing-zone";
import { planKeyPolicy, stateKeyPolicy } from "../../config/state/key-policies";
import { stateAccountOf } from "../../config/state/place";
import type { StatePlace } from "../../config/state/place";
import { pipelinesOf } from "../../stacks/pipeline-roles";
import type { ClientSettings } from "../../terraform/account-clients";
import { bucketPart } from "./bucket";
import { keyPart, namedKeyPart } from "./keys";
import type { Part } from "./part";

/** Where the states of a landing zone are, and the account of their bucket; nothing where they are on this machine. */
export function placeOf(
  landingZone: LandingZone,
): { readonly account: Account; readonly place: StatePlace } | undefined {
  const { breakGlass, management, partition, state } = landingZone;
  const account = stateAccountOf(landingZone);
  return state.backend === "local" || account === undefined
    ? undefined
    : {
        account,
        place: {
          partition,
          state,
          managementId: management.id,
          accountId: account.id ?? management.id,
          breakGlassRole: breakGlass.role,
        },
      };
}

export interface StateParts {
  readonly landingZone: LandingZone;
  readonly account: Pick<Account, "slug">;
  readonly place: StatePlace;
  /** Opens clients in the bucket's account and region. */
  readonly open: () => Promise<ClientSettings>;
  /** Told the ARN of the key whenever it is known. */
  readonly onFound?: (arn: string) => void;
}

/** The key of the states, and their bucket, which needs it. */
export function stateParts({ account, landingZone, onFound, open, place }: StateParts): [key: Part, bucket: Part] {
  let keyArn: string | undefined;
  const found = (arn: string) => {
    keyArn = arn;
    onFound?.(arn);
  };
  return [
    stateKey(landingZone, place, account.slug, open, found),
    bucketPart({ account: account.slug, place, tags: landingZone.tags, open, keyArn: () => keyArn }),
  ];
}

function stateKey(
  { names, tags }: LandingZone,
  place: StatePlace,
  account: string,
  open: () => Promise<ClientSettings>,
  onFound: (arn: string) => void,
): Part {
  const part = "KMS key of the states";
  const { kmsKeyArn } = place.state;
  const ours = keyPart({
    part,
    account,
    alias: names.stateKeyAlias,
    description: "Encrypts Terraform's states",
    policy: stateKeyPolicy(place),
    tags,
    open,
    onFound,
  });
  if (kmsKeyArn === undefined) {
    return ours;
  }
  const named = namedKeyPart({ part, account, arn: kmsKeyArn, open, onFound });
  return {
    ...named,
    // The file may name the key that a bootstrap has made.
    look: async () => {
      const found = await ours.look();
      return found.exists && found.id === kmsKeyArn ? found : named.look();
    },
  };
}

export type PlanKeyPart = Pick<StateParts, "landingZone" | "onFound" | "open" | "place">;

/** The key of plans that pipelines hand on, in the management account; nothing where there is no pipeline. */
export function planKey({ landingZone, onFound = () => undefined, open, place }: PlanKeyPart): Part | undefined {
  const { access, management, names, tags } = landingZone;
  if (access === undefined || pipelinesOf(access).length === 0) {
    return undefined;
  }
  const role = (job: "apply" | "plan") =>
    access.functions.find(({ key }) => JOB_OF_PIPELINES.get(key) === job)?.role ?? "";
  return keyPart({
    part: "KMS key of plans",
    account: management.slug,
    alias: names.planKeyAlias,
    description: "Encrypts Terraform's plans between jobs of pipelines",
    policy: planKeyPolicy(place, { plan: role("plan"), apply: role("apply") }),
    tags,
    open,
    onFound,
  });
}
