import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { ConfigServiceClient } from "@aws-sdk/client-config-service";
import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { SNSClient } from "@aws-sdk/client-sns";
import type { Account } from "../../config/accounts/settings";
import type { LandingZone } from "../../config/landing-zone";
import type { AccountClients, ClientSettings } from "../../terraform/account-clients";
import { isAws } from "../../terraform/aws-error";
import { SignedClient } from "../../protocol/signed-client";
import type { CheckClients } from "./check";
import { InspectorClient } from "./inspector-client";

/** Reached with the caller's credentials and the account's deployment role, as the deployment reaches it. */
export async function openClients(
  clients: AccountClients,
  landingZone: LandingZone,
  account: Account,
  region: string,
): Promise<CheckClients> {
  const settings = await enter(clients, landingZone, account, region);
  const ec2 = new EC2Client(settings);
  const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_INSPECTOR2, AWS_ENDPOINT_URL_LAMBDA } = process.env;
  const lambda = new SignedClient(
    { endpointPrefix: "lambda", signingName: "lambda" },
    {
      region,
      partition: landingZone.partition,
      endpoint: settings.endpoint ?? AWS_ENDPOINT_URL_LAMBDA ?? AWS_ENDPOINT_URL,
      credentials: ec2.config.credentials,
      sha256: ec2.config.sha256,
    },
  );
  return {
    ec2,
    cloudFormation: new CloudFormationClient(settings),
    cloudTrail: new CloudTrailClient(settings),
    cloudWatch: new CloudWatchClient(settings),
    // It is asked of many rules, and takes few questions a second.
    config: new ConfigServiceClient({ ...settings, retryMode: "adaptive" }),
    iam: new IAMClient(settings),
    organizations: new OrganizationsClient(settings),
    sns: new SNSClient(settings),
    inspector: new InspectorClient({
      region,
      partition: landingZone.partition,
      endpoint: settings.endpoint ?? AWS_ENDPOINT_URL_INSPECTOR2 ?? AWS_ENDPOINT_URL,
      credentials: ec2.config.credentials,
      sha256: ec2.config.sha256,
    }),
    functionSha256: (functionName) => functionSha256(lambda, functionName),
    settingsIn: (other) => Promise.resolve({ ...settings, region: other }),
    accountId: (other) => clients.accountId(other),
    organizationAccounts: () => clients.organizationAccounts(),
  };
}

/** @throws Error that says what to do where the account has no role to be entered by */
async function enter(
  clients: AccountClients,
  { deployment, management }: LandingZone,
  account: Account,
  region: string,
): Promise<ClientSettings> {
  try {
    return await clients.settings(account, region);
  } catch (error) {
    if (!isAws(error, "AccessDenied")) {
      throw error;
    }
    const role = (account.slug === management.slug ? deployment.managementRole : deployment.role) ?? "";
    throw new Error(
      `the role ${role} of ${account.slug} cannot be assumed: ${error.message}. An account that AWS created minutes ago cannot be ` +
        "entered yet: run the check again. In an account that was invited the role has to be made before the stack organization is " +
        "deployed, as its guardrail securityRoles denies that afterwards: docs/deployment.md.",
      { cause: error },
    );
  }
}

async function functionSha256(lambda: SignedClient, functionName: string): Promise<string> {
  const path = `/2015-03-31/functions/${functionName}/configuration`;
  const { CodeSha256 } = await lambda.post({ method: "GET", path, headers: {}, body: {} });
  return String(CodeSha256);
}
