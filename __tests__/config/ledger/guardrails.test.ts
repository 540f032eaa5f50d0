import { GUARDRAILS } from "../../../config/guardrails";
import type { GuardrailKey } from "../../../config/guardrails";
import { landingZoneOf, readExample } from "../../support/examples";

/** Guardrails that none of the policies of a file has a statement of. */
function without(sections: Parameters<typeof landingZoneOf>[0]): GuardrailKey[] {
  const attached = (file: typeof sections) =>
    landingZoneOf(file)
      .guardrails.flatMap(({ statements }) => statements)
      .sort();
  const all = attached(sections);
  return (Object.keys(GUARDRAILS) as GuardrailKey[]).filter((key) => {
    const exceptions = { [key]: { disabled: true, reason: "to see what it adds" } };
    return attached({ ...sections, guardrails: { exceptions } }).length === all.length;
  });
}

describe("guardrails that can be absent without a word", () => {
  // Whichever else depends on a section has to be refused to leave with it: config/ledger/guardrails.ts.
  it("are those that are made from access and from state.account, and no others", () => {
    const minimal = readExample("minimal");
    const access = { through: ["users"], people: [{ name: "alice", functions: ["logReader"] }] };
    expect(without(minimal)).toEqual(["states", "logReaders", "accessIdentities"]);
    expect(without({ ...minimal, access })).toEqual(["states"]);
    const pipeline = readExample("pipeline");
    expect(without(pipeline)).toEqual([]);
  });
});
