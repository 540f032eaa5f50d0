import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { templateProblems } from "../../../config/aws-config/templates";
import { RULES } from "./support";

interface Pack {
  readonly Parameters: Readonly<Record<string, { readonly Type: string; readonly Default: string }>>;
  readonly Resources: Readonly<Record<string, { readonly Properties: Properties }>>;
}

interface Properties {
  readonly ConfigRuleName: string;
  readonly InputParameters?: Readonly<Record<string, { readonly Ref: string }>>;
  readonly Source: { readonly Owner: string; readonly SourceIdentifier: string };
}

const text = readFileSync("conformance-packs/logging.yaml", "utf8");
const { Parameters, Resources } = parse(text) as Pack;
const properties = Object.values(Resources).map((resource) => resource.Properties);
const catalog = new Map(RULES.map(([, rule]) => [rule.identifier, rule]));

describe("conformance-packs/logging.yaml", () => {
  it("is a template that AWS takes", () => {
    expect(templateProblems(text)).toEqual([]);
    expect(Buffer.byteLength(text)).toBeLessThan(51_200);
    expect(new Set(properties.map(({ ConfigRuleName }) => ConfigRuleName)).size).toBe(properties.length);
  });

  it("uses every parameter that it has, as text", () => {
    const used = properties.flatMap(({ InputParameters = {} }) => Object.values(InputParameters).map(({ Ref }) => Ref));
    expect(used.sort()).toEqual(Object.keys(Parameters).sort());
    for (const { Default, Type } of Object.values(Parameters)) {
      expect([Type, typeof Default]).toEqual(["String", "string"]);
    }
  });

  it.each(properties)("has rules of the catalog that are on and in every region: $ConfigRuleName", (rule) => {
    const { InputParameters = {}, Source } = rule;
    const definition = catalog.get(Source.SourceIdentifier);
    expect(Source.Owner).toBe("AWS");
    // A rule that a region does not have fails the whole pack there.
    expect(definition).toMatchObject({ absentFrom: [] });
    expect(definition).not.toHaveProperty("offBecause");
    expect(Object.keys(definition?.allowedParameters ?? {})).toEqual(
      expect.arrayContaining(Object.keys(InputParameters)),
    );
  });

  it("asks for as much as the rules outside of it", () => {
    expect(Parameters.LogGroupRetentionDays?.Default).toBe("365");
  });
});
