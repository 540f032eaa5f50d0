import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import {
  GUARDRAILS,
  guardrailsOf,
  LOG_ARCHIVE_ID_TO_COME,
  ORGANIZATION_ID_TO_COME,
  POLICY_LIMITS,
  STACK_SET_ROLES,
} from "../../../config/guardrails";
import type { GuardrailExceptions, GuardrailKey, GuardrailPolicy, PolicyType } from "../../../config/guardrails";
import type { Guardrail } from "../../../config/guardrails/catalog";
import type { GuardrailStatement } from "../../../config/guardrails/statement";
import { namesOf } from "../../../config/names";
import { DEPLOYABLE_REGIONS, REGIONS } from "../../../aws/regions";
import { input } from "./support";

const catalog = Object.entries(GUARDRAILS) as [GuardrailKey, Guardrail][];
const attachedTo = (...organizationalUnits: string[]) => ({ disabled: false, organizationalUnits });
const statementsOf = (content: string): GuardrailStatement[] =>
  (JSON.parse(content) as { Statement: GuardrailStatement[] }).Statement;

/** As text, whichever policy of their type they are in. */
const allStatements = (policies: readonly GuardrailPolicy[]): string[] =>
  policies
    .flatMap(({ content, type }) => statementsOf(content).map((statement) => `${type} ${JSON.stringify(statement)}`))
    .sort();

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

  it("are as few policies of each kind on the root as AWS takes", () => {
    expect(policies.map(({ key, name, organizationalUnits, type }) => [key, name, type, organizationalUnits])).toEqual([
      ["scp-root-1", "example-service-control-1", "SERVICE_CONTROL_POLICY", []],
      ["scp-root-2", "example-service-control-2", "SERVICE_CONTROL_POLICY", []],
      ["rcp-root-1", "example-resource-control-1", "RESOURCE_CONTROL_POLICY", []],
      ["rcp-root-2", "example-resource-control-2", "RESOURCE_CONTROL_POLICY", []],
    ]);
    expect(tooLong).toEqual([]);
  });

  it.each([
    ["SERVICE_CONTROL_POLICY", catalog.flatMap(([, { serviceControl }]) => serviceControl(input()))],
    ["RESOURCE_CONTROL_POLICY", catalog.flatMap(([, { resourceControl }]) => resourceControl?.(input()) ?? [])],
  ])("hold every statement of the catalog once, each policy in its order: %s", (type, wanted) => {
    const documents = policies.filter((policy) => policy.type === type).map(({ content }) => statementsOf(content));
    const order = wanted.map(({ Sid }) => Sid);
    for (const statements of documents) {
      const places = statements.map(({ Sid }) => order.indexOf(Sid));
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }
    const found = documents.flat().sort((a, b) => order.indexOf(a.Sid) - order.indexOf(b.Sid));
    expect(found).toEqual(wanted);
  });

  it("list the Sids of their statements", () => {
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
        const renamed = allStatements(guardrailsOf(input({ name }), {}).policies);
        expect(renamed).toEqual(allStatements(policies).map((text) => text.replace(/\bexample(?=[-/"])/g, name)));
        expect(renamed.join()).not.toMatch(/example[-/"]/);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ["partition", { partition: "aws-us-gov" }, /"arn:(?!aws-us-gov:)/],
    ["break-glass role", { breakGlassRole: "last-resort" }, /role\/emergency/],
    ["deployment role", { deploymentRole: "pipeline" }, /role\/deploy"/],
    ["organization", { organizationId: "o-anotherorgid" }, /o-exampleorgid/],
    ["log-archive account", { logArchiveId: "444444444444" }, /222222222222/],
  ])("follow the %s", (_, changes, former) => {
    const changed = guardrailsOf(input(changes), {}).policies.map(({ content }) => content);
    expect(changed.join()).not.toMatch(former);
    for (const value of Object.values(changes)) {
      expect(changed.join()).toContain(value);
    }
  });

  it("have a placeholder for an organization to come that is as long as an id can be", () => {
    expect(ORGANIZATION_ID_TO_COME).toMatch(/^o-[a-z0-9]{32}$/);
  });

  it("have one for a log-archive account to come that is as long as an id, and cannot be part of a name", () => {
    expect(LOG_ARCHIVE_ID_TO_COME).toHaveLength(12);
    expect(LOG_ARCHIVE_ID_TO_COME).toMatch(/^<.*>$/);
  });
});

describe("an exception", () => {
  it("leaves a guardrail out of both kinds of policies", () => {
    const { policies } = guardrailsOf(input(), { keys: { disabled: true } });
    const kept = policies.flatMap(({ statements }) => statements);
    expect(kept.filter((sid) => sid.startsWith("Key") && sid !== "KeyStores")).toEqual([]);
    expect(kept.filter((sid) => sid === "LogObjects")).toHaveLength(2);
  });

  it("attaches a guardrail to organizational units, in policies of their own", () => {
    const { policies } = guardrailsOf(input(), { keys: attachedTo("Workloads/Production", "Security") });
    expect(
      policies
        .filter(
          ({ statements }) =>
            statements.includes("LeaveOrganization") || statements.some((sid) => /^(Key|Log)/.test(sid)),
        )
        .map(({ key, organizationalUnits, statements }) => [key, organizationalUnits, statements[0]]),
    ).toEqual([
      ["scp-root-1", [], "LogObjects"],
      ["scp-root-2", [], "LeaveOrganization"],
      ["scp-unit-security_workloads-production-1", ["Security", "Workloads/Production"], "KeyDestruction"],
      ["rcp-root-1", [], "LogObjects"],
      ["rcp-root-2", [], "LogBucketVersioning"],
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
      "example-service-control-4",
      "example-resource-control-1",
      "example-resource-control-2",
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

describe("the longest guardrails", () => {
  /** With the longest name that AWS takes, given the region, of everything: see the test of names. */
  const longest = (region: string) => {
    const { partition = "aws" } = REGIONS.get(region) ?? {};
    const name = "n".repeat(Math.min(63 - `-access-logs-${region}`.length, 39));
    return input({
      name,
      partition,
      names: namesOf({ name, homeRegion: region, replicaRegion: region }),
      breakGlassRole: "b".repeat(64),
      deploymentRole: "d".repeat(64),
      stackSetRoles: STACK_SET_ROLES,
      organizationId: ORGANIZATION_ID_TO_COME,
      mfaDelete: true,
      logArchiveId: LOG_ARCHIVE_ID_TO_COME,
    });
  };
  const counted = (policies: readonly GuardrailPolicy[], wanted: PolicyType): number =>
    policies.filter(({ type }) => type === wanted).length;

  it.each(DEPLOYABLE_REGIONS)("are policies that AWS takes, with room for one more of each kind: %s", (region) => {
    const { policies, tooLong } = guardrailsOf(longest(region), {});
    expect(tooLong).toEqual([]);
    for (const { content, type } of policies) {
      expect(content.length).toBeLessThanOrEqual(POLICY_LIMITS[type].longest);
    }
    expect(counted(policies, "SERVICE_CONTROL_POLICY")).toBeLessThan(9);
    expect(counted(policies, "RESOURCE_CONTROL_POLICY")).toBeLessThan(4);
  });

  it.each(DEPLOYABLE_REGIONS)("are as well where those of log buckets and of keys meet: %s", (region) => {
    const { policies } = guardrailsOf(longest(region), {
      keys: attachedTo("Security"),
      logBuckets: attachedTo("Security", "Workloads"),
    });
    const met = policies.filter(({ organizationalUnits }) => organizationalUnits.includes("Security"));
    expect(counted(met, "RESOURCE_CONTROL_POLICY")).toBeLessThanOrEqual(4);
  });
});

describe("what AWS allows of each kind of policies", () => {
  it("is that of AWS's quotas, of which RCPFullAWSAccess always takes one", () => {
    expect(POLICY_LIMITS).toEqual({
      SERVICE_CONTROL_POLICY: { longest: 10240, perTarget: 10 },
      RESOURCE_CONTROL_POLICY: { longest: 5120, perTarget: 5 - 1 },
    });
  });
});

describe("statements that are longer than a policy", () => {
  it("are reported, and are in no policy", () => {
    const { policies, tooLong } = guardrailsOf(input({ name: "n".repeat(1000) }), {});
    expect(tooLong).toContainEqual({ sid: "LogsOutsiders", type: "RESOURCE_CONTROL_POLICY" });
    const kept = policies.flatMap(({ statements, type }) => statements.map((sid) => ({ sid, type })));
    expect(kept.filter((statement) => tooLong.some((long) => isDeepStrictEqual(long, statement)))).toEqual([]);
    // Too long for one kind of policies only.
    expect(kept).toContainEqual({ sid: "LogObjects", type: "SERVICE_CONTROL_POLICY" });
    expect(tooLong).toContainEqual({ sid: "LogObjects", type: "RESOURCE_CONTROL_POLICY" });
  });
});
