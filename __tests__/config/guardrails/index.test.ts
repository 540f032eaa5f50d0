import fc from "fast-check";
import { GUARDRAILS, guardrailsOf, ORGANIZATION_ID_TO_COME } from "../../../config/guardrails";
import type { GuardrailExceptions, GuardrailKey } from "../../../config/guardrails";
import type { Guardrail } from "../../../config/guardrails/catalog";
import type { GuardrailStatement } from "../../../config/guardrails/statement";
import { input } from "./support";

const catalog = Object.entries(GUARDRAILS) as [GuardrailKey, Guardrail][];
const attachedTo = (...organizationalUnits: string[]) => ({ disabled: false, organizationalUnits });
const statementsOf = (content: string): GuardrailStatement[] =>
  (JSON.parse(content) as { Statement: GuardrailStatement[] }).Statement;

/** Exceptions to any guardrails: left out, at the root, or on some of a few organizational units. */
const units = fc.subarray(["Root", "Security", "Workloads", "Security/Workloads", "Workloads/Root"], { minLength: 1 });
const exceptions: fc.Arbitrary<GuardrailExceptions> = fc
  .array(fc.tuple(fc.constantFrom(...catalog.map(([key]) => key)), fc.oneof(units, fc.constant(undefined))))
  .map((entries) =>
    Object.fromEntries(
      entries.map(([key, attached]) => [key, { disabled: attached === undefined, organizationalUnits: attached }]),
    ),
  );

describe("guardrails", () => {
  const { policies, tooLong } = guardrailsOf(input(), {});
  const [serviceControl, resourceControl, ...others] = policies;

  it("are one policy of each kind on the root", () => {
    expect(serviceControl).toMatchObject({
      key: "scp-root-1",
      name: "example-service-control-1",
      type: "SERVICE_CONTROL_POLICY",
      organizationalUnits: [],
    });
    expect(resourceControl).toMatchObject({
      key: "rcp-root-1",
      name: "example-resource-control-1",
      type: "RESOURCE_CONTROL_POLICY",
      organizationalUnits: [],
    });
    expect(others).toEqual([]);
    expect(tooLong).toEqual([]);
  });

  it("hold every statement of the catalog, in its order", () => {
    expect(statementsOf(serviceControl?.content ?? "")).toEqual(
      catalog.flatMap(([, { serviceControl: make }]) => make(input())),
    );
    expect(statementsOf(resourceControl?.content ?? "")).toEqual(
      catalog.flatMap(([, { resourceControl: make }]) => make?.(input()) ?? []),
    );
  });

  it("tell the Sids of their statements", () => {
    for (const { content, statements } of policies) {
      expect(statements).toEqual(statementsOf(content).map(({ Sid }) => Sid));
    }
  });

  it("are the same every time", () => {
    expect(guardrailsOf(input(), {})).toEqual({ policies, tooLong });
  });

  it("are made from the landing zone's names: with another name, every ARN is another", () => {
    const names = fc.stringMatching(/^zz[a-z]{1,20}$/);
    fc.assert(
      fc.property(names, (name) => {
        const renamed = guardrailsOf(input({ name }), {}).policies.map(({ content }) => content);
        expect(renamed).toEqual(
          policies.map(({ content }) => content.replaceAll("example-", `${name}-`).replaceAll("example/", `${name}/`)),
        );
        expect(renamed.join()).not.toContain("example-");
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ["partition", { partition: "aws-us-gov" }, /"arn:(?!aws-us-gov:)/],
    ["break-glass role", { breakGlassRole: "last-resort" }, /role\/emergency/],
    ["deployment role", { deploymentRole: "pipeline" }, /role\/deploy"/],
    ["organization", { organizationId: "o-anotherorgid" }, /o-exampleorgid/],
  ])("follow the %s", (_, changes, former) => {
    const changed = guardrailsOf(input(changes), {}).policies.map(({ content }) => content);
    expect(changed.join()).not.toMatch(former);
    for (const value of Object.values(changes)) {
      expect(changed.join()).toContain(value);
    }
  });

  it("stand a placeholder for an organization to come that is as long as an id can be", () => {
    expect(ORGANIZATION_ID_TO_COME).toMatch(/^o-[a-z0-9]{32}$/);
  });
});

describe("an exception", () => {
  it("leaves a guardrail out of both kinds of policies", () => {
    const { policies } = guardrailsOf(input(), { keys: { disabled: true } });
    const kept = policies.flatMap(({ statements }) => statements);
    expect(kept.filter((sid) => sid.startsWith("Key"))).toEqual([]);
    expect(kept.filter((sid) => sid === "LogObjects")).toHaveLength(2);
  });

  it("attaches a guardrail to organizational units, in policies of their own", () => {
    const { policies } = guardrailsOf(input(), { keys: attachedTo("Workloads/Production", "Security") });
    expect(
      policies.map(({ key, organizationalUnits, statements }) => [key, organizationalUnits, statements[0]]),
    ).toEqual([
      ["scp-root-1", [], "LeaveOrganization"],
      ["scp-unit-security_workloads-production-1", ["Security", "Workloads/Production"], "KeyDestruction"],
      ["rcp-root-1", [], "LogObjects"],
      ["rcp-unit-security_workloads-production-1", ["Security", "Workloads/Production"], "KeyDestruction"],
    ]);
  });

  it("takes a guardrail off the root", () => {
    const { policies } = guardrailsOf(input(), { flowLogs: attachedTo("Security") });
    expect(policies.find(({ key }) => key === "scp-root-1")?.statements).not.toContain("FlowLogs");
  });

  it("shares a policy with others that name the same organizational units, in whatever order and however often", () => {
    const { policies } = guardrailsOf(input(), {
      flowLogs: attachedTo("Security", "Workloads"),
      topics: attachedTo("Workloads", "Security", "Workloads"),
    });
    const attached = policies.filter(({ organizationalUnits }) => organizationalUnits.length > 0);
    expect(attached).toEqual([
      expect.objectContaining({ organizationalUnits: ["Security", "Workloads"], statements: ["Topics", "FlowLogs"] }),
    ]);
  });

  it("gives policies of a kind names that count on", () => {
    const { policies } = guardrailsOf(input(), { flowLogs: attachedTo("Security"), topics: attachedTo("Workloads") });
    expect(policies.map(({ name }) => name)).toEqual([
      "example-service-control-1",
      "example-service-control-2",
      "example-service-control-3",
      "example-resource-control-1",
    ]);
  });
});

describe("any exceptions", () => {
  it("leave keys and names of policies that are all different, as Terraform and AWS demand", () => {
    fc.assert(
      fc.property(exceptions, (some) => {
        const { policies } = guardrailsOf(input(), some);
        expect(new Set(policies.map(({ key }) => key)).size).toBe(policies.length);
        expect(new Set(policies.map(({ name }) => name)).size).toBe(policies.length);
      }),
    );
  });

  it("lose no statement of a guardrail that is not disabled, and put none anywhere twice", () => {
    fc.assert(
      fc.property(exceptions, (some) => {
        const { policies } = guardrailsOf(input(), some);
        const wanted = catalog
          .filter(([key]) => some[key]?.disabled !== true)
          .flatMap(([, { resourceControl, serviceControl }]) => [
            ...serviceControl(input()),
            ...(resourceControl?.(input()) ?? []),
          ]);
        expect(policies.flatMap(({ statements }) => statements).sort()).toEqual(wanted.map(({ Sid }) => Sid).sort());
      }),
    );
  });
});

describe("statements that are longer than a policy", () => {
  it("are told, and stand in no policy", () => {
    const { policies, tooLong } = guardrailsOf(input({ name: "n".repeat(1000) }), {});
    expect(tooLong).toContain("LogsOutsiders");
    const kept = policies.flatMap(({ statements }) => statements);
    expect(kept.filter((sid) => tooLong.includes(sid))).toEqual([]);
    expect(kept).toContain("LogObjects");
  });
});
