import { probeGuardrail } from "../../../config/guardrails/key-store";
import { input } from "./support";

const functions = (changes: Parameters<typeof input>[0]): unknown[] =>
  probeGuardrail(input(changes)).flatMap(({ Resource }) => Resource);

describe("the guardrail of the probes", () => {
  it("protects the collector of CIS results where there is one", () => {
    const collector = "arn:aws:lambda:*:*:function:example-cis-collector";
    expect(functions({ cisCollector: true })).toEqual([collector]);
    expect(functions({ cisCollector: true, keyStore: "cloudhsm" })).toEqual([
      expect.stringContaining("key-store-probe"),
      expect.stringContaining("trail-probe"),
      collector,
    ]);
  });

  it("is not there where there is nothing to protect", () => {
    expect(functions({})).toEqual([]);
  });
});
