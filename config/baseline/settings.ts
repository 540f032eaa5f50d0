/** What every account has besides AWS Config, resolved. */
export interface BaselineSettings {
  readonly deployment: "terraform" | "stacksets";
  /** Opt-in regions that the landing zone enables in every account; empty where somebody else does. */
  readonly regionsToEnable: readonly string[];
  readonly s3PublicAccessBlock: boolean;
  readonly ebsEncryption: boolean;
  /** Absent where the accounts' setting is left as it is. */
  readonly snapshotSharing?: "block-all-sharing" | "block-new-sharing";
  /** Absent where the accounts' default is left as it is. */
  readonly instanceMetadata?: { readonly hopLimit: number };
  /** Absent where the landing zone sets none. */
  readonly passwordPolicy?: PasswordPolicySettings;
  readonly defaultSecurityGroups: "report" | "strip";
  readonly defaultVpcs: "keep" | "report" | "delete";
  readonly accessAnalyzer: boolean;
  readonly securityContact?: Contact;
}

export interface PasswordPolicySettings {
  readonly minimumLength: number;
  readonly rememberedPasswords: number;
  readonly maximumAgeDays?: number;
}

export interface Contact {
  readonly name: string;
  readonly title: string;
  readonly email: string;
  readonly phone: string;
}

/** VPC flow logs of every VPC, resolved. */
export interface FlowLogSettings {
  readonly toBucket: boolean;
  /** Days that CloudWatch Logs keeps them; absent where they do not go there. */
  readonly cloudWatchLogsRetentionDays?: number;
  readonly trafficType: "ALL" | "ACCEPT" | "REJECT";
  readonly maxAggregationSeconds: 60 | 600;
  /** In the order of a record; empty: all. */
  readonly fields: readonly string[];
}
