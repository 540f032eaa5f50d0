/** Keys of a request's context, as AWS would set them. */
export type RequestContext = Readonly<Record<string, string | string[]>>;

/** Someone who asks for something. */
export interface Principal {
  readonly key: string;
  /** As the table calls it. */
  readonly label: string;
  /** What the table calls it together with others, when they are all answered alike: `all of audit`. */
  readonly partOf?: readonly string[];
  /** ARN, service principal, or nothing: an unsigned request. */
  readonly principal: string | undefined;
  /** Absent for services and unsigned requests. */
  readonly accountId?: string;
  /** What its own IAM policies are assumed to allow; absent for roles whose policies are deployed, and read. */
  readonly identityPolicy?: IdentityPolicy;
  readonly context: RequestContext;
}

export interface IdentityPolicy {
  readonly name: string;
  readonly actions: readonly string[];
  /**
   * ARNs of what they are done to, wildcards allowed.
   * @default - everything
   */
  readonly resources?: readonly string[];
}

/** Keys of the roles of job functions begin with it. */
export const JOB = "job-";

/** Key of the role of the log validator, in the audit account. */
export const LOG_VALIDATOR = "log-validator-audit";
