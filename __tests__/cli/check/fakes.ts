import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { ConfigServiceClient } from "@aws-sdk/client-config-service";
import { EC2Client } from "@aws-sdk/client-ec2";
import type { Check, CheckClients, CheckedEnvironment, Difference } from "../../../cli/check/check";
import type { InspectorApi } from "../../../cli/check/inspector-client";
import type { LandingZone } from "../../../config/landing-zone";
import { answerWith } from "../../support/fake-aws";

/** Answers by the name of the operation of the AWS SDK, or by the path of Amazon Inspector's. */
export type Answers = Readonly<Record<string, object | undefined>>;

export function fakeClients(answers: Answers, onInspector?: (path: string, body: object) => void): CheckClients {
  const region = "eu-west-1";
  const [cloudTrail, config, ec2] = [
    new CloudTrailClient({ region }),
    new ConfigServiceClient({ region }),
    new EC2Client({ region }),
  ];
  for (const client of [cloudTrail, config, ec2]) {
    answerWith(client, ({ operation }) => answers[operation]);
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
    cloudTrail,
    config,
    ec2,
    inspector,
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
export async function whats(check: Check, environment: CheckedEnvironment, answers: Answers): Promise<string[]> {
  const differences: readonly Difference[] = await check.run(environment, fakeClients(answers));
  return differences.map(({ what }) => what);
}
