import { parseLandingZone } from "../../../config/load";
import { ADOPTED, changed, problems } from "../support";

const text = (existing: string, id = 'id: "333333333333", ', recorded = true): string =>
  `${changed({
    "organization:": ADOPTED,
    "audit:": `  audit: { ${id}email: audit@example.com, existingSessionPreferences: ${existing} }`,
  })}\nhosts: { sessions: { enabled: ${String(recorded)} } }`;

describe("preferences of Session Manager that exist already", () => {
  it("are adopted in governed regions", () => {
    expect(problems(text("[eu-west-1]"))).toEqual([]);
    expect(problems(text("[eu-wset-1]"))).toEqual([
      '16:87 accounts.audit.existingSessionPreferences[0]: not one of the regions, so that nothing is adopted there | "eu-wset-1" | eu-west-1, us-east-1 | did you mean "eu-west-1"?',
    ]);
    expect(problems(text("[eu-west-1, eu-west-1]"))).toHaveLength(1);
  });

  it("are in an account that exists already", () => {
    expect(problems(text("[eu-west-1]", ""))).toEqual([
      "16:66 accounts.audit.existingSessionPreferences: the account is to be created, and nobody has saved preferences there | an account without id | give the account's id, or leave existingSessionPreferences out",
    ]);
  });

  it("stay as they are where sessions are not recorded, which a warning says", () => {
    const warned = (recorded: boolean) =>
      parseLandingZone(text("[eu-west-1]", undefined, recorded), "test.yaml")
        .warnings.map(({ message, path }) => `${path}: ${message}`)
        .filter((warning) => warning.includes("existingSessionPreferences"));
    expect(warned(true)).toEqual([]);
    expect(warned(false)).toEqual([
      "accounts.audit.existingSessionPreferences: does nothing, as hosts.sessions.enabled is false: the preferences stay as they are",
    ]);
  });
});
