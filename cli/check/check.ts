import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { ConfigServiceClient } from "@aws-sdk/client-config-service";
import type { EC2Client } from "@aws-sdk/client-ec2";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { OrganizationsClient } from "@aws-sdk/client-organizations";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { Account } from "../../config/accounts/settings";
import type { LandingZone } from "../../config/landing-zone";
import type { ClientSettings, OrganizationAccount } from "../../terraform/account-clients";
import type { InspectorApi } from "./inspector-client";

/** One thing that should exist in AWS, and how it is seen whether it does. It reads, and changes nothing. */
export interface Check {
  /** As users name it: `trail`. */
  readonly id: string;
  /** What should be: a sentence without a period. */
  readonly title: string;
  /** Whether there is anything to look at in an account and a region. */
  readonly concerns: (environment: CheckedEnvironment) => boolean;
  /** What differs from what should be: nothing where all is there. */
  readonly run: (environment: CheckedEnvironment, clients: CheckClients) => Promise<readonly Difference[]>;
}

/** Where a check looks. */
export interface CheckedEnvironment {
  readonly landingZone: LandingZone;
  readonly account: Account;
  readonly region: string;
}

/** Clients of an account and a region. */
export interface CheckClients {
  readonly cloudFormation: CloudFormationClient;
  readonly cloudTrail: CloudTrailClient;
  readonly cloudWatch: CloudWatchClient;
  readonly config: ConfigServiceClient;
  readonly ec2: EC2Client;
  readonly iam: IAMClient;
  readonly organizations: OrganizationsClient;
  readonly sns: SNSClient;
  readonly inspector: InspectorApi;
  /** SHA-256 of a function's program as AWS Lambda has it, in base 64. */
  readonly functionSha256: (functionName: string) => Promise<string>;
  /** Settings of further clients of the account, in any region. */
  readonly settingsIn: (region: string) => Promise<ClientSettings>;
  /** Twelve digits of an account of the landing zone, whether configured or created. */
  readonly accountId: (account: Account) => Promise<string>;
  /** Every account of the organization, also those that the file does not have. */
  readonly organizationAccounts: () => Promise<readonly OrganizationAccount[]>;
}

/** What is not as it should be. */
export interface Difference {
  /** `the trail small-organization does not log` */
  readonly what: string;
  /**
   * What to do about it, in sentences.
   * @default - deploy the landing zone
   */
  readonly advice?: string;
  /**
   * Whether it is only named: it contradicts nothing in the file, and does not change how the command ends.
   * @default false
   */
  readonly isNote?: boolean;
}

/** Where what there is once in an account is looked at. */
export const isHome = ({ landingZone, region }: CheckedEnvironment): boolean => region === landingZone.homeRegion;

/** Where what there is once in the organization is looked at. */
export const isManagementHome = (environment: CheckedEnvironment): boolean =>
  environment.account.slug === environment.landingZone.management.slug && isHome(environment);

/** Where what the audit account has once is looked at. */
export const isAuditHome = (environment: CheckedEnvironment): boolean =>
  environment.account.slug === environment.landingZone.audit.slug && isHome(environment);

/** Whether the account has a baseline at all: one that is about to leave has none. */
export const hasBaseline = ({ account }: CheckedEnvironment): boolean => account.leaving !== true;

/** Whether Terraform makes the account's baseline, rather than StackSets, which have no part of some settings. */
export const hasBaselineStack = (environment: CheckedEnvironment): boolean => {
  const { account, landingZone } = environment;
  return (
    hasBaseline(environment) &&
    (landingZone.baseline.deployment === "terraform" || account.slug === landingZone.management.slug)
  );
};

/** Whether AWS says by this code that what was asked for does not exist, rather than that it may not be asked for. */
export const isMissing = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && codes.includes(error.name);
