import { guardrailsOf } from "../../../config/guardrails";
import { roomOf } from "../../../config/guardrails/room";
import { POLICY_LIMITS } from "../../../aws/policy-limits";
import { describeGuardrailRoom } from "../../../cli/guardrail-room";
import { input } from "./support";

const lengths = (policies: ReturnType<typeof guardrailsOf>["policies"], prefix: string): number[] =>
  policies.filter(({ key }) => key.startsWith(prefix)).map(({ content }) => content.length);

describe("the room that guardrails leave", () => {
  const { policies } = guardrailsOf(input(), {
    topics: { disabled: false, organizationalUnits: ["Workloads/Production", "Security"] },
  });
  const { longest } = POLICY_LIMITS.SERVICE_CONTROL_POLICY;

  it("is of the root and of each unit with guardrails of its own", () => {
    expect(roomOf(policies).map(({ organizationalUnit, type }) => [organizationalUnit, type])).toEqual([
      [undefined, "SERVICE_CONTROL_POLICY"],
      [undefined, "RESOURCE_CONTROL_POLICY"],
      ["Security", "SERVICE_CONTROL_POLICY"],
      ["Workloads/Production", "SERVICE_CONTROL_POLICY"],
    ]);
  });

  it("is what AWS allows without what the policies have", () => {
    const [root] = roomOf(policies);
    const taken = lengths(policies, "scp-root-");
    expect(root).toEqual({
      type: "SERVICE_CONTROL_POLICY",
      organizationalUnit: undefined,
      policies: taken.length,
      most: 10,
      leftInFullest: longest - Math.max(...taken),
      leftInAll: taken.reduce((left, length) => left + longest - length, 0),
    });
  });

  it("is a table of eighty columns, and none without guardrails", () => {
    const text = describeGuardrailRoom({ guardrails: policies });
    expect(text).toMatch(/Workloads\/Production +SCP +1 of 10 +9,\d{3}/);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(describeGuardrailRoom({ guardrails: [] })).toBe("");
  });
});
