import { parse } from "yaml";
import type { ConfigRuleDefinition } from "../../../config/aws-config/rules/definition";
import { configRulesMarkdown } from "../../../scripts/documentation/config-rules";
import { awsConfig } from "../../../config/aws-config/schema";
import { RULES } from "../../config/rules/support";

const text = configRulesMarkdown();
const GUIDE = "https://docs.aws.amazon.com/config/latest/developerguide";

/** The row of the table that describes a rule. */
function rowOf(key: string): string {
  const rows = text.split("\n").filter((line) => line.startsWith(`| \`${key}\``));
  expect(rows).toHaveLength(1);
  return rows[0] ?? "";
}

describe.each<readonly [string, ConfigRuleDefinition]>(RULES)("docs/config-rules.md on %s", (key, rule) => {
  it("says what it reports, when and where, and whether it is on", () => {
    const { absentFrom, extent, identifier, note = "", offBecause = "", remediation, title, trigger } = rule;
    const row = rowOf(key);
    const document = remediation?.document ?? "–";
    for (const part of [`[${identifier}](${GUIDE}/`, title, note, offBecause, document, ...absentFrom]) {
      expect(row).toContain(part);
    }
    expect(/\| on( \||<br>)/.test(row)).toBe(rule.offBecause === undefined);
    expect(row.includes("one region")).toBe(extent === "account");
    expect(row.includes("every day")).toBe(trigger !== "change");
  });

  it("describes every parameter", () => {
    const [, list = ""] = text.split(`\n- \`${key}\`\n`);
    const [own = ""] = list.split(/\n(?! {2}- )/);
    for (const [parameter, what] of Object.entries(rule.allowedParameters ?? {})) {
      const required = rule.requiredParameters?.includes(parameter) === true ? ", required" : "";
      expect(`\n${own}`).toContain(`\n  - \`${parameter}\`${required}: ${what}`);
    }
  });
});

describe("docs/config-rules.md", () => {
  it.each([
    ["CLOUD_TRAIL_ENABLED", "cloudtrail-enabled"],
    ["MULTI_REGION_CLOUD_TRAIL_ENABLED", "multi-region-cloudtrail-enabled"],
    ["S3_BUCKET_LOGGING_ENABLED", "s3-bucket-logging-enabled"],
  ])("links %s to AWS's page, whatever that is called", (identifier, page) => {
    expect(text).toContain(`[${identifier}](${GUIDE}/${page}.html)`);
  });

  it("has values of the parameters that it sets", () => {
    expect(rowOf("cwLogGroupRetentionPeriodCheck")).toContain('on<br>`MinRetentionTime: "365"`');
  });

  it("has an example that the schema takes", () => {
    const [, example = ""] = text.split(/```(?:yaml)?\n/);
    const { config: settings } = parse(example) as { readonly config: unknown };
    expect(awsConfig.safeParse(settings)).toMatchObject({ success: true });
    expect(settings).toHaveProperty("rules.encryptedVolumes.enabled", false);
  });

  it("has rows of one width, and nothing that is missing", () => {
    for (const section of text.split("\n\n")) {
      const widths = section
        .split("\n")
        .filter((line) => line.startsWith("|"))
        .map((line) => line.split("|").length);
      expect(new Set(widths).size).toBeLessThanOrEqual(1);
    }
    expect(text).not.toMatch(/undefined|\[object/);
  });
});
