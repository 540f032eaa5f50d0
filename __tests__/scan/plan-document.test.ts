import { readFileSync } from "node:fs";
import { planDocument } from "../../scan/plan-document";
import type { PlanDocument } from "../../scan/plan-document";
import { exampleLandingZone, synthesizeStack } from "../support/landing-zones";

/** What Checkov read when its report on the log archive was recorded. */
const recorded = JSON.parse(readFileSync("__tests__/scan/recorded/log-archive.plan.json", "utf8")) as {
  readonly values: Readonly<Record<string, unknown>>;
  readonly references: Readonly<Record<string, readonly string[]>>;
};

function valuesOf(document: PlanDocument): Record<string, unknown> {
  const { resources } = document.planned_values.root_module;
  return Object.fromEntries(resources.map(({ address, values }) => [address, values]));
}

/**
 * Without what differs from one plan to the other: ids that AWS makes up, the order in documents and sets, and which actions and
 * conditions policies have, which are others since the plan was recorded.
 */
function comparable(value: unknown): unknown {
  if (typeof value === "string") {
    return value.startsWith("{")
      ? comparable(JSON.parse(value))
      : value.replace(/\d{12}/g, "<account>").replace(/\bo-\w+/g, "<organization>");
  }
  if (Array.isArray(value)) return value.length === 1 ? comparable(value[0]) : value.map(comparable);
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [
          key,
          SETS.has(key) ? sorted(inner) : key in REWRITTEN ? "<rewritten>" : comparable(inner),
        ]),
      )
    : value;
}

/** Parts of statements. */
const REWRITTEN = { Action: true, Condition: true };

/** Blocks of hashicorp/aws whose order says nothing. */
const SETS = new Set(["transition"]);

function sorted(blocks: unknown): unknown {
  return (blocks as object[]).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

describe("a plan document of the log archive", () => {
  const document = planDocument(synthesizeStack(exampleLandingZone(), "log-archive").json);

  it("has all that the recorded plan has, but for the provider's defaults", () => {
    const values = valuesOf(document);
    const ofRecorded = Object.fromEntries(Object.keys(recorded.values).map((address) => [address, values[address]]));
    expect(comparable(recorded.values)).toMatchObject(comparable(ofRecorded) as object);
  });

  it("refers to what the recorded plan refers to", () => {
    const { resources } = document.configuration.root_module;
    const found = Object.fromEntries(
      (resources as { address: string }[])
        .filter(({ address }) => address in recorded.references)
        .map((resource) => [
          resource.address,
          [...JSON.stringify(resource).matchAll(/"(aws_[\w-]+\.[\w.-]+)"/g)]
            .map(([, reference = ""]) => reference)
            .filter((reference, index, all) => reference !== resource.address && all.indexOf(reference) === index)
            .sort(),
        ]),
    );
    expect(found).toEqual(recorded.references);
  });
});

describe("a plan document", () => {
  const planned = (resource: Record<string, unknown>) =>
    valuesOf(planDocument({ resource: { aws_a: { b: resource } } }))["aws_a.b"];

  it("lists blocks, and leaves maps as they are", () => {
    expect(planned({ rule: { filter: { prefix: "" } }, tags: { Name: "x" } })).toEqual({
      rule: [{ filter: [{ prefix: "" }] }],
      tags: { Name: "x" },
    });
  });

  it("leaves out what is Terraform's, and what a plan does not know", () => {
    expect(
      planned({
        "//": {},
        provider: "aws",
        for_each: "${toset([])}",
        lifecycle: {},
        depends_on: [],
        bucket: "${aws_s3_bucket.x.id}",
        name: "kept",
      }),
    ).toEqual({ name: "kept" });
  });

  it("leaves out what is not made, and only kept from being destroyed", () => {
    expect(planned({ count: 0, name: "x" })).toBeUndefined();
  });

  it("says of every resource that it is created", () => {
    const { resource_changes: changes } = planDocument({ resource: { aws_a: { b: { name: "x" } } } });
    expect(changes).toEqual([
      expect.objectContaining({
        address: "aws_a.b",
        change: expect.objectContaining({ actions: ["create"] }) as object,
      }),
    ]);
  });
});
