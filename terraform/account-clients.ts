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

/** The name of a session shows in CloudTrail who came. */
const SESSION = "landing-zone";

/** Opens AWS SDK clients of a landing zone in any of its accounts and regions. */
export class AccountClients {
  private ids: Promise<Map<string, string>> | undefined;
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
    const found = id ?? (await (this.ids ??= this.createdIds())).get(slug);
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

  /** Ids of the accounts that are not in the configuration, by slug. */
  private async createdIds(): Promise<Map<string, string>> {
    const { accounts, management } = this.landingZone;
    const ids = new Map<string, string>();
    const client = new OrganizationsClient(await this.settings(management));
    for await (const { Accounts = [] } of paginateListAccounts({ client }, {})) {
      for (const { Email = "", Id } of Accounts) {
        const account = accounts.find(({ email }) => email.toLowerCase() === Email.toLowerCase());
        if (account !== undefined && Id !== undefined) {
          ids.set(account.slug, Id);
        }
      }
    }
    return ids;
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
