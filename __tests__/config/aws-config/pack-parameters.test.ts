import { packParameters } from "../../../config/aws-config/pack-parameters";

const TEMPLATE = `
Parameters:
  Days: { Type: Number, Default: 90 }
  Mode: { Type: String, AllowedValues: [STRICT, "ON"] }
Resources: {}
`;
const path = ["config", "conformancePacks", "own"];

const findings = (parameters: Record<string, string>, template = TEMPLATE) =>
  packParameters(
    { config: { conformancePacks: { own: { template: "own.yaml", parameters } } } },
    new Map([["own.yaml", template]]),
  );

describe("the parameters of a conformance pack", () => {
  it.each([[{ Mode: "STRICT" }], [{ Mode: "ON", Days: "30.5" }]])("may be what its template declares: %j", (given) => {
    expect(findings(given)).toEqual([]);
  });

  it("may not be others", () => {
    expect(findings({ Mode: "ON", Dayz: "1" })).toEqual([
      {
        path: [...path, "parameters"],
        key: "Dayz",
        message: "the template has no such parameter",
        allowed: "Days, Mode",
        fix: 'did you mean "Days"?',
      },
    ]);
  });

  it("have to be there where the template has no default", () => {
    expect(findings({})).toMatchObject([{ path, got: "nothing for Mode", fix: "add them under parameters" }]);
  });

  it.each([
    [{ Mode: "LAX" }, "Mode", "STRICT, ON"],
    [{ Mode: "ON", Days: "many" }, "Days", "a number, in quotes"],
  ])("have the values that the template takes: %j", (given, name, allowed) => {
    expect(findings(given)).toMatchObject([{ path: [...path, "parameters", name], allowed }]);
  });

  it("are none where the template has none", () => {
    expect(findings({ Days: "1" }, "Resources: {}")).toMatchObject([
      { allowed: "none: the template has no Parameters", fix: "remove it" },
    ]);
  });

  it("are not looked for in a template that could not be read", () => {
    expect(
      packParameters(
        { config: { conformancePacks: { own: { template: "gone.yaml", parameters: { Days: "1" } } } } },
        new Map(),
      ),
    ).toEqual([]);
  });
});
