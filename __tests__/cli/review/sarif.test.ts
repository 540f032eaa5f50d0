import { sarif } from "../../../cli/review/sarif";
import { RULES } from "../../../review/rules";
import { change } from "../plan/support";
import { reviewed, TODAY } from "../../review/plans";
import { hostilePlan } from "./hostile";

interface Sarif {
  readonly runs: [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly Readonly<Record<string, unknown>>[];
    },
  ];
}
const of = (report: Parameters<typeof sarif>[0]) => (JSON.parse(sarif(report)) as Sarif).runs[0];

describe("SARIF of a review", () => {
  const keys = [change("aws_kms_key.a", ["delete"])];

  it("has a result for each danger, at the line that is known", () => {
    const { results, tool } = of(reviewed({ keys }, { sourceOf: () => "conf/landing zone.yaml:12" }));
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
    expect(results).toMatchObject([
      {
        ruleId: "keyDestroyed",
        ruleIndex: RULES.findIndex(({ id }) => id === "keyDestroyed"),
        level: "error",
        locations: [
          {
            physicalLocation: { artifactLocation: { uri: "conf/landing%20zone.yaml" }, region: { startLine: 12 } },
            logicalLocations: [{ fullyQualifiedName: "keys/aws_kms_key.a" }],
          },
        ],
      },
    ]);
  });

  it("has no line where none is known, and the same fingerprint wherever the line is", () => {
    const [[one], [other]] = [undefined, "a.yaml:1"].map(
      (line) => of(reviewed({ keys }, { sourceOf: () => line })).results,
    ) as [Sarif["runs"][0]["results"], Sarif["runs"][0]["results"]];
    expect(JSON.stringify(one)).not.toContain("physicalLocation");
    expect(one?.partialFingerprints).toEqual(other?.partialFingerprints);
  });

  it("suppresses what is acknowledged, with the reason", () => {
    const acknowledgements = [
      { rule: "keyDestroyed", address: "aws_*", reason: "empty", expires: TODAY, at: "a:1" } as const,
    ];
    expect(of(reviewed({ keys }, { acknowledgements })).results).toMatchObject([
      { suppressions: [{ kind: "external", status: "accepted", justification: "empty" }] },
    ]);
  });

  it("is JSON whatever names hold", () => {
    expect(of(reviewed({ a: hostilePlan() })).results.length).toBeGreaterThan(10);
  });
});
