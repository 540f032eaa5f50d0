import { OrganizationsClient, paginateListAccounts } from "@aws-sdk/client-organizations";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { Account } from "../config/accounts/settings";
import type { LandingZone } from "../config/landing-zone";
import "./quiet-aws-sdk";

/** Settings of an AWS SDK client. */
export interface ClientSettings {
  readonly region: string;
  /**
   * URL of a local AWS.
   * @default - `AWS_ENDPOINT_URL`, else AWS
   */
  readonly endpoint?: string;
  /** @default - those of the environment: a profile, variables, a role */
  readonly credentials?: Credentials;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** An account of the organization, also one that the file does not have. */
export interface OrganizationAccount {
  /** Twelve digits. */
  readonly id: string;
  readonly email: string;
  /** Whether it is neither suspended nor about to be closed or activated. */
  readonly isActive: boolean;
}

/** The name of a session shows in CloudTrail who came. */
const SESSION = "landing-zone";

/** Opens AWS SDK clients of a landing zone in any of its accounts and regions. */
export class AccountClients {
  private listed: Promise<readonly OrganizationAccount[]> | undefined;
  private readonly settingsOf = new Map<string, Promise<ClientSettings>>();
  private readonly caller: ClientSettings;

  /** @param caller endpoint and credentials of the caller; absent: those that the environment says */
  constructor(
    private readonly landingZone: LandingZone,
    caller: Omit<ClientSettings, "region"> = {},
  ) {
    this.caller = { ...caller, region: landingZone.homeRegion };
  }

  /** Settings for clients in an account, reached as the landing zone's own providers reach it. */
  async settings(account: Account, region: string = this.landingZone.homeRegion): Promise<ClientSettings> {
    let settings = this.settingsOf.get(account.slug);
    if (settings === undefined) {
      settings = this.reach(account);
      this.settingsOf.set(account.slug, settings);
    }
    return { ...(await settings), region };
  }

  /** Twelve digits of an account, whether configured or created. */
  async accountId({ id, slug }: Account): Promise<string> {
    const found = id ?? (await this.createdId(slug));
    if (found === undefined) {
      throw new Error(`the organization has no account "${slug}"`);
    }
    return found;
  }

  private async reach(account: Account): Promise<ClientSettings> {
    const { deployment, management, partition } = this.landingZone;
    const role = account.slug === management.slug ? deployment.managementRole : deployment.role;
    return role === undefined
      ? this.caller
      : assumeRole(this.caller, `arn:${partition}:iam::${await this.accountId(account)}:role/${role}`);
  }

  /** Every account of the organization, asked once, in the management account. */
  organizationAccounts(): Promise<readonly OrganizationAccount[]> {
    return (this.listed ??= this.list());
  }

  /**
   * `State` replaces `Status`, which is being given up.
   *
   * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html
   */
  private async list(): Promise<readonly OrganizationAccount[]> {
    const client = new OrganizationsClient(await this.settings(this.landingZone.management));
    const found: OrganizationAccount[] = [];
    for await (const { Accounts = [] } of paginateListAccounts({ client }, {})) {
      for (const { Email = "", Id = "", State, Status } of Accounts) {
        found.push({ id: Id, email: Email, isActive: (State ?? Status ?? "ACTIVE") === "ACTIVE" });
      }
    }
    return found;
  }

  /** The id of an account whose id is not in the configuration. */
  private async createdId(slug: string): Promise<string | undefined> {
    const { email = "" } = this.landingZone.accounts.find((account) => account.slug === slug) ?? {};
    const listed = await this.organizationAccounts();
    return listed.find((account) => account.email.toLowerCase() === email.toLowerCase())?.id;
  }
}

/** The settings of a client with the credentials of a role. */
export async function assumeRole(settings: ClientSettings, roleArn: string): Promise<ClientSettings> {
  const command = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: SESSION });
  const { Credentials } = await new STSClient(settings).send(command);
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken } = Credentials ?? {};
  return {
    ...settings,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  };
}
