import { readFileSync } from "node:fs";
import { documentedFields, jsonSchema, markdown } from "../../../scripts/documentation/configuration";

describe("the documentation of the configuration", () => {
  const fields = documentedFields();

  it.each(fields.map((field) => [field.path, field] as const))("describes %s", (_, { description }) => {
    expect(description?.length ?? 0).toBeGreaterThan(10);
  });

  it.each(fields.filter(({ type }) => type === "text").map((field) => [field.path, field] as const))(
    "shows an example of %s",
    (_, { examples }) => {
      expect(examples?.length ?? 0).toBeGreaterThan(0);
    },
  );

  it("covers nested fields, once each", () => {
    const paths = fields.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        "organization.organizationalUnits[].name",
        "accounts.workloads[].email",
        "state.kmsKeyArn",
      ]),
    );
    expect(new Set(paths).size).toBe(paths.length);
  });

  it("says what is required and what the default is", () => {
    const field = (path: string) => fields.find((candidate) => candidate.path === path);
    expect(field("accounts.management.id")).toMatchObject({ required: true });
    expect(field("deployment.role")).toMatchObject({ required: false, default: "OrganizationAccountAccessRole" });
  });

  it("says what it is made by, and what from", () => {
    expect(readFileSync("docs/configuration.md", "utf8")).toContain("npm run docs");
    expect(markdown()).toContain("| `deployment.role` |");
  });

  it("mentions every field that can be written", () => {
    const text = markdown();
    const shown = (path: string) => text.includes(`\`${path}\``) || text.includes(`\`${anyMapping(path)}\``);
    const anyMapping = (path: string) => path.replace(/^(\w+\.\w+)\.\w+/, "$1.*");
    expect(fields.filter(({ path }) => !shown(path))).toEqual([]);
  });
});

describe("the JSON schema", () => {
  const schema = jsonSchema() as {
    additionalProperties: boolean;
    properties: Record<string, { enum?: string[]; items?: { enum?: string[] } }>;
    required: string[];
  };

  it("refuses unknown keys and names the required ones", () => {
    expect(schema.additionalProperties).toBe(false);
    expect(schema.required).toEqual(["name", "homeRegion", "regions", "accounts"]);
  });

  it("has examples that it accepts", () => {
    const patterns: [string, RegExp][] = [];
    const collect = (node: unknown): void => {
      if (typeof node !== "object" || node === null) return;
      const { examples, pattern } = node as { examples?: unknown[]; pattern?: string };
      for (const example of examples ?? []) {
        if (pattern !== undefined) patterns.push([String(example), new RegExp(pattern, "u")]);
      }
      Object.values(node).forEach(collect);
    };
    collect(schema);
    expect(patterns.length).toBeGreaterThan(15);
    for (const [example, pattern] of patterns) expect(example).toMatch(pattern);
  });

  it("does not offer a region that the provider refuses", () => {
    expect(schema.properties.regions?.items?.enum).not.toContain("ap-southeast-6");
  });

  it("lets editors complete regions", () => {
    expect(schema.properties.homeRegion?.enum).toContain("eu-west-1");
    expect(schema.properties.regions?.items?.enum).toContain("us-gov-east-1");
  });

  it.each(["landing-zone.yaml", "examples/minimal.yaml", "examples/existing-organization.yaml"])(
    "is named in the first line of %s",
    (file) => {
      expect(readFileSync(file, "utf8")).toMatch(
        /^# yaml-language-server: \$schema=(\.\.?\/)+landing-zone\.schema\.json\n/,
      );
    },
  );
});
