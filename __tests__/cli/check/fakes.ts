import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { ConfigServiceClient } from "@aws-sdk/client-config-service";
import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { SNSClient } from "@aws-sdk/client-sns";
import type { Check, CheckClients, CheckedEnvironment, Difference } from "../../../cli/check/check";
import type { InspectorApi } from "../../../cli/check/inspector-client";
import type { LandingZone } from "../../../config/landing-zone";
import type { OrganizationAccount } from "../../../terraform/account-clients";
import { answerWith } from "../../support/fake-aws";
import type { Asked } from "../../support/fake-aws";

interface Faked {
  /** @default - those of `existingLandingZone` */
  readonly accounts?: readonly OrganizationAccount[];
  readonly onInspector?: (path: string, body: object) => void;
}

/** Answers, or what gives them, by the name of the operation of the AWS SDK, or by the path of Amazon Inspector's. */
export type Answers = Readonly<Record<string, object | ((input: Asked["input"]) => object) | undefined>>;

/** An account as AWS Organizations lists it. */
export const organizationAccount = (id: string, isActive = true): OrganizationAccount => ({
  id,
  email: `${id}@example.com`,
  isActive,
});

/** Those of `existingLandingZone`. */
const ACCOUNTS = ["111111111111", "222222222222", "333333333333"].map((id) => organizationAccount(id));

export function fakeClients(answers: Answers, { accounts = ACCOUNTS, onInspector }: Faked = {}): CheckClients {
  const region = "eu-west-1";
  const clients = {
    cloudFormation: new CloudFormationClient({ region }),
    cloudTrail: new CloudTrailClient({ region }),
    cloudWatch: new CloudWatchClient({ region }),
    config: new ConfigServiceClient({ region }),
    ec2: new EC2Client({ region }),
    iam: new IAMClient({ region }),
    organizations: new OrganizationsClient({ region }),
    sns: new SNSClient({ region }),
  };
  for (const client of Object.values(clients)) {
    answerWith(client, ({ input, operation }) => {
      const answer = answers[operation];
      return typeof answer === "function" ? (answer as (input: Asked["input"]) => object)(input) : answer;
    });
  }
  const post: InspectorApi["post"] = (path, body = {}) => {
    onInspector?.(path, body);
    const answer = answers[path];
    return answer instanceof Error
      ? Promise.reject(answer)
      : Promise.resolve((answer ?? {}) as Record<string, unknown>);
  };
  const inspector: InspectorApi = {
    post,
    list: async <Item>(path: string, key: string, body?: object) => ((await post(path, body))[key] ?? []) as Item[],
  };
  return {
    ...clients,
    inspector,
    settingsIn: (other) => Promise.resolve({ region: other }),
    functionSha256: async (functionName) => String((await post(functionName)).CodeSha256),
    organizationAccounts: () => Promise.resolve(accounts),
    accountId: ({ id, slug }) => (id === undefined ? Promise.reject(new Error(`no ${slug}`)) : Promise.resolve(id)),
  };
}

export function environmentOf(
  landingZone: LandingZone,
  slug: "management" | "audit" | "logArchive" = "audit",
  region = landingZone.homeRegion,
): CheckedEnvironment {
  return { landingZone, account: landingZone[slug], region };
}

/** What a check says differs. */
export async function whats(
  check: Check,
  environment: CheckedEnvironment,
  answers: Answers,
  faked?: Faked,
): Promise<string[]> {
  const differences: readonly Difference[] = await check.run(environment, fakeClients(answers, faked));
  return differences.map(({ what }) => what);
}

/** An error as the AWS SDK names them, after AWS's code. */
export const refusal = (name: string): Error => Object.assign(new Error("refused"), { name });
