// Whatever AWS knows that can be done to what detection is made of and carried by is told twice, by an alarm and by an event rule,
// wherever the call names what it is done to; or it is left open and harmless.
import { ALARMS, EVENT_RULES } from "../../../config/detection";
import type { AlarmDefinition, RuleDefinition } from "../../../config/detection/definition";
import { notReported } from "../../../config/detection/ours";
import type { OurResources } from "../../../config/detection/ours";
import { matchesEventPattern, parseEventPattern } from "../../../patterns/event-pattern";
import { KINDS, reportedChanges } from "../../../proof/told-twice/our-kinds";
import { INPUT, matchesFilter } from "./support";

const alarms = Object.values<AlarmDefinition>(ALARMS);
const rules = Object.values<RuleDefinition>(EVENT_RULES);

interface Call {
  readonly eventSource: string;
  readonly eventName: string;
  readonly readOnly?: boolean;
  readonly managementEvent?: boolean;
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

describe.each(KINDS)("what is done to the landing zone's %s", (kind, resources) => {
  const call = (eventName: string, requestParameters: object, readOnly = false): Call => ({
    eventSource: `${resources.service}.amazonaws.com`,
    eventName,
    readOnly,
    managementEvent: true,
    requestParameters,
  });

  it("is told by an alarm and by a rule, whichever parameter names it", async () => {
    const names = await reportedChanges(kind);
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

  it("is told where the record does not say whether the call only reads, a field that is optional", () => {
    const [first = {}] = parametersOf(resources);
    const { eventName, eventSource, requestParameters } = call("DeleteSomething", first);
    expect(isTold({ eventName, eventSource, requestParameters })).toEqual({ alarm: true, rule: true });
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
