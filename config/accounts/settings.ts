export interface Account {
  /** Identifier in stack and construct ids: `management`, `log-archive`, `audit`, or derived from the workload's name. */
  readonly slug: string;
  readonly name: string;
  readonly email: string;
  /** Twelve digits of an account that exists already; absent when the `organization` stack creates it. */
  readonly id?: string;
  /** Path of its organizational unit; absent where an account that exists stays, or one that is created is directly below the root. */
  readonly organizationalUnit?: string;
  /** Whether AWS Config's service-linked role has to be created there, or exists already. */
  readonly configServiceLinkedRole: "create" | "existing";
  /** AWS Config that exists in the account and is adopted; absent where it is created. */
  readonly existingConfig?: ExistingConfig;
  /** Whether everything is taken out of it that its stack made; absent: no. */
  readonly leaving?: boolean;
}

export interface ExistingConfig {
  /** Name of the recorder that exists. */
  readonly recorder: string;
  readonly deliveryChannel: string;
  /** Governed regions where they exist; absent: all. */
  readonly regions?: readonly string[];
}

export type ExistingAccount = Account & { readonly id: string };

export type ManagementAccount = ExistingAccount & {
  /** Whether the service-linked role that deploys AWS Config rules to the organization has to be created. */
  readonly configMultiAccountRole: "create" | "existing";
  /** Whether IAM Access Analyzer's service-linked role has to be created. */
  readonly accessAnalyzerServiceLinkedRole: "create" | "existing";
};
