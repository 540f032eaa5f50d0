import type { DocumentedField } from "../../../scripts/documentation/documented-field";
import { shareFields } from "../../../scripts/documentation/shared-fields";

const field = (path: string, description = "", more: Partial<DocumentedField> = {}): DocumentedField => ({
  path,
  type: "text",
  required: false,
  description,
  ...more,
});
const alarm = (name: string, severity: string): DocumentedField[] => [
  field(`alarms.${name}`, `About ${name}.`, { type: "mapping" }),
  field(`alarms.${name}.severity`, severity),
  field(`alarms.${name}.reason`, "Why."),
];
const alarms = field("alarms", "All of them.", { type: "mapping" });
const paths = (fields: readonly DocumentedField[]) => fields.map(({ path }) => path);

describe("fields that all mappings of a kind have", () => {
  const fields = [alarms, ...alarm("low1", "low"), ...alarm("high1", "high"), ...alarm("low2", "low"), field("tags")];
  const shared = shareFields(fields);

  it("are there once, before the mappings, and again only where they differ", () => {
    expect(paths(shared)).toEqual([
      "alarms",
      "alarms.*.severity",
      "alarms.*.reason",
      "alarms.low1",
      "alarms.high1",
      "alarms.high1.severity",
      "alarms.low2",
      "tags",
    ]);
  });

  it("have what most of them have", () => {
    expect(shared.find(({ path }) => path === "alarms.*.severity")?.description).toBe("low");
    expect(shared.find(({ path }) => path === "alarms.high1.severity")?.description).toBe("high");
  });

  it("stay where the mappings are of different kinds", () => {
    const others = [...fields, field("alarms.other", "", { type: "mapping" }), field("alarms.other.name")];
    expect(shareFields(others)).toEqual(others);
  });

  it("stay where the mappings are few", () => {
    const few = [alarms, ...alarm("one", "low"), ...alarm("two", "low")];
    expect(shareFields(few)).toEqual(few);
  });
});
