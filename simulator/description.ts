import { EXIT, Failure } from "../console/failure";

/** What exists in the local AWS before anything is deployed: the content of the file for `--existing`, see README.md. */
export interface Existing {
  readonly managementAccountId: string;
  readonly organizationId: string | null;
  readonly organizationalUnits: readonly ExistingUnit[];
  readonly accounts: readonly ExistingAccount[];
  /** Service principals with trusted access. */
  readonly trustedServices: readonly string[];
  /** Policy types that are enabled on the root. */
  readonly policyTypes: readonly string[];
  readonly delegatedAdministrators: readonly { readonly account: string; readonly services: readonly string[] }[];
  /** ARNs of IAM users. */
  readonly users: readonly string[];
  /** IAM users that come with an account which is created with this address. */
  readonly laterUsers: readonly { readonly email: string; readonly name: string }[];
  /** ARNs of roles of administrators. */
  readonly roles: readonly string[];
  /** What makes all the rest, in this order. */
  readonly requests: readonly ExistingRequest[];
}

const BESIDES = [
  "accounts",
  "delegatedAdministrators",
  "organizationalUnits",
  "policyTypes",
  "requests",
  "trustedServices",
] as const;

/** What exists besides what a landing zone's file says. */
export type MoreExisting = Partial<Pick<Existing, (typeof BESIDES)[number]>>;

/**
 * Reads what exists besides from the text of a JSON file. What is in the lists, the local AWS checks when it starts.
 *
 * @throws Failure when it is no JSON object, or has a key that there is not
 */
export function parseMoreExisting(text: string, file: string): MoreExisting {
  const refused = (what: string) =>
    new Failure(`${file}: ${what}\n  allowed  a JSON object with lists: ${BESIDES.join(", ")}`, EXIT.usage);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw refused(`is not JSON: ${String(error instanceof Error ? error.message : error)}`);
  }
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw refused("is no JSON object");
  }
  for (const [key, value] of Object.entries(content)) {
    if (!BESIDES.some((known) => known === key)) {
      throw refused(`there is no key ${JSON.stringify(key)}`);
    }
    if (!Array.isArray(value)) {
      throw refused(`${key} is no list`);
    }
  }
  return content;
}

export interface ExistingUnit {
  /** `ou-ab12-11111111`; all of them have the part in the middle from the id of the root. */
  readonly id: string;
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly organizationalUnits?: readonly ExistingUnit[];
}

export interface ExistingAccount {
  /** Twelve digits. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /**
   * Id of the unit that it is in.
   * @default - it is directly below the root
   */
  readonly parent?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * A closed account is suspended.
   * @default "ACTIVE"
   */
  readonly status?: "ACTIVE" | "SUSPENDED";
}

/** An operation by an administrator of an account. */
export interface ExistingRequest {
  /** As boto3 calls it: `config`. */
  readonly service: string;
  /** As the API reference calls it: `PutConfigurationRecorder`. */
  readonly operation: string;
  /**
   * Twelve digits.
   * @default - the management account
   */
  readonly account?: string;
  /** @default "us-east-1" */
  readonly region?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}
