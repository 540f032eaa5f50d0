import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { readable, whole, wholeParts, writtenIn } from "../../config/readable";
import { schema } from "../../config/schema";
import type { Configuration } from "../../config/schema";
import { VALID } from "./support";

const FILES = ["landing-zone.yaml", ...readdirSync("examples").map((name) => `examples/${name}`)].filter((name) =>
  name.endsWith(".yaml"),
);
const valid = parse(VALID.join("\n")) as Record<string, unknown>;
const reading = (parts: object) => readable({ ...valid, ...parts });

describe("what can be read of a file", () => {
  it.each(FILES)("is all that the schema makes of it, where it is valid: %s", (file) => {
    const value: unknown = parse(readFileSync(file, "utf8"));
    expect(readable(value)).toEqual(schema.parse(value));
  });

  it.each([undefined, null, 4, "text", []])("is nothing of what is no mapping: %j", (value) => {
    expect(readable(value)).toEqual({});
  });

  it("has the defaults of what the file does not say, in broken sections as well", () => {
    expect(reading({ alerts: { emials: [] } }).alerts).toEqual(schema.parse(valid).alerts);
    expect(reading({ archive: { retention: { hot: 4 } } }).archive?.retention).toEqual({
      hot: undefined,
      archive: "1 year",
      total: "7 years",
    });
  });

  it("lacks what has a wrong type, in place of which there is no default, nor an empty one", () => {
    expect(reading({ alerts: { emails: "a@example.com", routes: [], slack: {} } }).alerts).toMatchObject({
      emails: undefined,
      routes: undefined,
      slack: undefined,
      teams: [],
    });
    expect(reading({ detection: null, baseline: { ebsEncryption: "yes" } })).toMatchObject({
      detection: undefined,
      baseline: { ebsEncryption: undefined, s3PublicAccessBlock: true },
    });
  });

  it("lacks texts that are not in the form that they must have", () => {
    expect(reading({ name: "Not A Name" }).name).toBeUndefined();
  });

  it("keeps the indexes of the file", () => {
    expect(reading({ regions: ["eu-west-1", 4, "us-east-1"] }).regions).toEqual(["eu-west-1", undefined, "us-east-1"]);
  });

  it("has the keys of mappings that the schema allows, even where their values cannot be read", () => {
    const tags = { "aws:owner": "me", Team: "shop", Cost: 4711 };
    expect(reading({ tags }).tags).toEqual({ Team: "shop", Cost: undefined });
  });

  it("has the rest of one of several kinds of mapping, which the key by which the kinds differ chooses", () => {
    expect(reading({ state: { backend: "s3", bucket: "my-state", region: 4 } }).state).toEqual({
      backend: "s3",
      bucket: "my-state",
      region: undefined,
      prefix: undefined,
      kmsKeyArn: undefined,
      roleArn: undefined,
    });
    expect(reading({ state: { backend: "s4", bucket: "my-state" } }).state).toBeUndefined();
    expect(reading({ state: { bucket: "my-state", region: 1 } }).state).toMatchObject({ bucket: "my-state" });
  });
});

describe("a part that is whole", () => {
  const alarms = { rootLogin: { severity: "hgih" }, vpcChanges: { severity: "high" } };
  const { detection } = reading({ detection: { alarms } });

  it("is one of which the schema accepts everything", () => {
    expect(whole<Configuration["detection"]["trustedAdvisor"]>(detection?.trustedAdvisor)).toMatchObject({
      severity: "medium",
    });
    expect(whole<Configuration["detection"]["alarms"]["vpcChanges"]>(detection?.alarms?.vpcChanges)).toEqual({
      disabled: false,
      severity: "high",
    });
  });

  it("has no part that is not", () => {
    expect(whole<Configuration["detection"]>(detection)).toBeUndefined();
    expect(whole<Configuration["detection"]["alarms"]>(detection?.alarms)).toBeUndefined();
    expect(whole<Configuration["detection"]["alarms"]["rootLogin"]>(detection?.alarms?.rootLogin)).toBeUndefined();
  });

  it("has no key that the schema does not know", () => {
    expect(whole<Configuration["alerts"]>(reading({ alerts: { emials: [] } }).alerts)).toBeUndefined();
  });

  it("is there, and so is every other that is asked for", () => {
    const file = reading({ hosts: 4 });
    expect(wholeParts(file, "name", "archive")).toEqual({ name: "example", archive: schema.parse(valid).archive });
    expect(wholeParts(file, "name", "hosts")).toBeUndefined();
    expect(wholeParts(readable({}), "name")).toBeUndefined();
  });
});

describe("what is written", () => {
  const written = writtenIn({ a: { b: null }, list: [{ c: 1 }], text: "abc" });

  it.each([[["a"]], [["a", "b"]], [["list", 0, "c"]]])("is there, whatever its value: %j", (path) => {
    expect(written(path)).toBe(true);
  });

  it.each([[["b"]], [["a", "c"]], [["a", "b", "c"]], [["list", 1, "c"]], [["toString"]], [["a", "constructor"]]])(
    "is nothing else: %j",
    (path) => {
      expect(written(path)).toBe(false);
    },
  );
});
