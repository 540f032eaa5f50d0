import type { Names } from "../names";

/** A statement of a service or resource control policy, in the policy language's own spelling. */
export interface GuardrailStatement {
  /** Letters and digits, unique among all guardrails of one type. */
  readonly Sid: string;
  readonly Effect: "Deny";
  /** Everyone: resource control policies have to say so, service control policies must not. */
  readonly Principal?: "*";
  /** What is denied. @default - all but `NotAction` */
  readonly Action?: string | readonly string[];
  /** What is not: all else that is done to the resources is. Resource control policies know no such element. */
  readonly NotAction?: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** What guardrails are made from: the very names that the stacks deploy. */
export interface GuardrailInput {
  /** Prefix of every name the landing zone gives. */
  readonly name: string;
  readonly partition: string;
  readonly names: Names;
  /**
   * Names of log buckets that are not made any more, and stay.
   * @default - none
   */
  readonly formerLogBuckets?: readonly string[];
  /**
   * Names of all log buckets.
   * @default - those of `names`, and the former ones
   */
  readonly buckets?: readonly string[];
  /**
   * Aliases of all keys.
   * @default - those of `names`
   */
  readonly keyAliases?: readonly string[];
  readonly breakGlassRole: string;
  readonly deploymentRole: string;
  /** Name, with `*`, of the roles that CloudFormation StackSets acts with; absent where it makes nothing. */
  readonly stackSetRoles?: string;
  /** Role that AWS Control Tower acts with in member accounts; absent where there is no Control Tower. */
  readonly controlTowerRole?: string;
  /** `o-...` */
  readonly organizationId: string;
  /** Whether root has to be able to enable MFA Delete, which is a change of the trail bucket's versioning. */
  readonly mfaDelete: boolean;
  /** Twelve digits: the account of the log buckets, and of a key store. */
  readonly logArchiveId: string;
  /**
   * Terraform's states, where they are in a member account.
   * @default - they are on somebody's machine, or in the management account
   */
  readonly states?: {
    readonly bucket: string;
    /** Twelve digits of the bucket's account. */
    readonly accountId: string;
    /** Twelve digits of the management account, from which Terraform comes. */
    readonly managementId: string;
    /** ARN of the role that states are read and written with; absent: the caller does. */
    readonly roleArn?: string;
  };
  /**
   * Who has access by job functions.
   * @default - the file does not say, and accounts decide
   */
  readonly access?: {
    /** Names, with `*`, of the roles that read log files. */
    readonly readers: readonly string[];
    /** Name of the SAML provider that people come from; absent where none do. */
    readonly samlProvider?: string;
  };
}
