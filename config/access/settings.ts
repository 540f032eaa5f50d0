import type { Place } from "./keys";
import type { AccessStatement } from "./statement";

/** Ways people get in. */
export type Way = "users" | "identity-center" | "saml";

/** Logs that a reader can be given. */
export type ReadableLog = "trail" | "config" | "flowLogs";

/** Who sees and changes what, resolved. Plain data: what a role may do, `statementsOf` says. */
export interface Access {
  /** Slug of the account that IAM users and groups are in, and SAML providers trust. */
  readonly identityAccount: string;
  readonly through: readonly Way[];
  /** Lowest certification of the security keys that IAM users register; absent: any device. */
  readonly hardwareMfa?: "L1" | "L1plus" | "L2" | "L2plus" | "L3" | "L3plus";
  /** Sorted by name. */
  readonly people: readonly Person[];
  /** Functions that are in use, those of the catalog first. */
  readonly functions: readonly AccessFunction[];
  /** Name of the permissions boundary of every role that is made. */
  readonly boundary: string;
  /** Present with `identity-center` in `through`, and after that until nothing of it is left. */
  readonly identityCenter?: IdentityCenter;
  /** Present with `saml` in `through`. */
  readonly saml?: SamlProvider;
  readonly ci: Ci;
}

export interface Person {
  /** IAM user name, Identity Center user name and SAML subject. */
  readonly name: string;
  /** Whether the IAM user is made; otherwise it exists and is only put into groups. */
  readonly create: boolean;
  /** Keys of functions, in the order of `Access.functions`. */
  readonly functions: readonly string[];
}

export interface FunctionSettings {
  /** Logs that may be read. */
  readonly logs: readonly ReadableLog[];
  /** Slugs of the accounts whose logs may be read; absent: all, and the organization's as a whole. */
  readonly ofAccounts?: readonly string[];
  /** Longest session. */
  readonly hours: number;
  /** Addresses that the role can be assumed from; empty: any. */
  readonly sourceNetworks: readonly string[];
  /** Keys of tags that a session may carry; empty: none. */
  readonly sessionTags: readonly string[];
  /** Whether a reviewer reads Terraform's state, which holds secrets. */
  readonly readsState: boolean;
}

export interface AccessFunction {
  readonly key: string;
  readonly title: string;
  readonly purpose: string;
  readonly in: Place;
  /** Slugs of the accounts its role is in. */
  readonly accounts: readonly string[];
  /** Name of role, group and managed policies: `<name>-log-reader`; `<name>-log-reader-2` is the second policy. */
  readonly role: string;
  /** Name of the permission set, 32 characters at most. */
  readonly permissionSet: string;
  /** Display name of the group in Identity Center. */
  readonly identityCenterGroup: string;
  /** Whether the role is made by the stacks of access; that of break-glass is made by others or exists. */
  readonly create: boolean;
  /** Longest session in seconds, as IAM wants it. */
  readonly sessionSeconds: number;
  /** Keys of functions, in both directions. */
  readonly incompatibleWith: readonly string[];
  /** Names of AWS's own managed policies that the role has besides. */
  readonly managedPolicies: readonly string[];
  readonly settings: FunctionSettings;
  /** Statements of a function of one's own; absent: the catalog has them under `key`. */
  readonly own?: readonly AccessStatement[];
}

export interface IdentityCenter {
  /** Its one home region. */
  readonly region: string;
  /** ARN of the instance and id of its directory; absent: looked up, there is one. */
  readonly instanceArn?: string;
  readonly identityStoreId?: string;
}

export interface SamlProvider {
  readonly name: string;
  /** Text of the provider's metadata; absent: the provider exists. */
  readonly metadata?: string;
  readonly existing: boolean;
}

/** A pipeline's tokens, and which of them may assume which role. */
export interface OidcTrust {
  readonly provider: "new" | "existing";
  /** `token.actions.githubusercontent.com`, without `https://`: what condition keys begin with. */
  readonly issuer: string;
  readonly audience: string;
  /** Conditions of the trust policy of the reviewer's role, `aud` and `sub`. */
  readonly plan: OidcCondition;
  /** Conditions of the trust policy of the deployer's role. */
  readonly apply: OidcCondition;
}

export type OidcCondition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Pipelines: each is a principal of the roles `reviewer` and `deployer` in the management account. */
export interface Ci {
  readonly github?: OidcTrust;
  readonly gitlab?: OidcTrust;
  /** Whether `landing-zone bootstrap` has made the providers and the roles, which are then taken over. */
  readonly bootstrapped: boolean;
}
