import type { LandingZone } from "../landing-zone";
import type { S3State } from "./settings";

/** Where states are, and who is near them: what the policies of their bucket and its keys are made from. */
export interface StatePlace {
  readonly partition: string;
  readonly state: S3State;
  /** Twelve digits of the management account, from which Terraform deploys. */
  readonly managementId: string;
  /** Twelve digits of the bucket's account. */
  readonly accountId: string;
  /** Name of the role for emergencies. */
  readonly breakGlassRole: string;
}

/** Accounts that have anything to do with the states. */
export function accountsNear({ accountId, managementId }: StatePlace): string[] {
  return [...new Set([managementId, accountId])];
}

/** The role for emergencies of an account, which need not exist yet. */
export function breakGlassArn({ breakGlassRole, partition }: StatePlace, accountId: string): string {
  return `arn:${partition}:iam::${accountId}:role/${breakGlassRole}`;
}

export function stateBucketArn({ partition, state }: StatePlace, path = ""): string {
  return `arn:${partition}:s3:::${state.bucket}${path}`;
}

/** The account that the states of a landing zone are in; nothing where they are on this machine. */
export function stateAccountOf({
  accounts,
  management,
  state,
}: Pick<LandingZone, "accounts" | "management" | "state">): LandingZone["accounts"][number] | undefined {
  return state.backend === "local"
    ? undefined
    : (accounts.find(({ slug }) => slug === state.account) ?? accounts.find(({ slug }) => slug === management.slug));
}
