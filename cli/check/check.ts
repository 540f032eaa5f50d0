import type { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import type { ConfigServiceClient } from "@aws-sdk/client-config-service";
import type { EC2Client } from "@aws-sdk/client-ec2";
import type { Account } from "../../config/accounts/settings";
import type { LandingZone } from "../../config/landing-zone";
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
  readonly cloudTrail: CloudTrailClient;
  readonly config: ConfigServiceClient;
  readonly ec2: EC2Client;
  readonly inspector: InspectorApi;
  /** Twelve digits of an account of the landing zone, whether configured or created. */
  readonly accountId: (account: Account) => Promise<string>;
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

export const isHome = ({ landingZone, region }: CheckedEnvironment): boolean => region === landingZone.homeRegion;
