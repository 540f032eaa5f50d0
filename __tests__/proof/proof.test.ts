import { readFileSync } from "node:fs";
import { loadLandingZone } from "../../config/load";
import { whoLosesAllCopies } from "../../proof/all-copies";
import { proofDocument } from "../../proof/document";
import { failuresOf } from "../../proof/failures";
import { groupsOf, namesOf } from "../../proof/groups";
import { unclaimed } from "../../proof/layers";
import { Matrix } from "../../proof/matrix";
import type { Cell } from "../../proof/matrix";
import { prove } from "../../proof/prove";
import { screen, summary, surprises, table } from "../../proof/report";
import { weakLayers } from "../../proof/weak-layers";
import { exampleLandingZone, existingLandingZone } from "../support/landing-zones";

const TIMEOUT = 300_000;

const find = (cells: readonly Cell[], label: string, principal: string): Cell => {
  const found = cells.find((cell) => cell.question.label === label && cell.principal.key === principal);
  if (found === undefined) throw new Error(`no answer to "${label}" for ${principal}`);
  return found;
};
const deciders = (cell: Cell): string[] => cell.decision.by.map(({ layer, sid }) => `${layer} ${sid}`.trim());

describe("the proof of the example", () => {
  let proof: Awaited<ReturnType<typeof prove>>;

  beforeAll(async () => {
    proof = await prove(exampleLandingZone());
  }, TIMEOUT);

  it("has no answer that is not as it should be", () => {
    expect(surprises(proof.cells)).toEqual([]);
  });

  it("finds nothing else that it fails for, and fails for each part of a statement without effect", () => {
    expect(failuresOf(proof)).toEqual([]);
    const part = { statement: "SCP LogObjects: Action s3:DeleteObject*" };
    expect(failuresOf({ ...proof, parts: [...proof.parts, part] })).toEqual([
      { ...part, text: "no answer depends on SCP LogObjects: Action s3:DeleteObject*" },
    ]);
  });

  it("fails for calls that are not reported twice, in a sentence for all of which the same is wrong", () => {
    const fault = {
      way: "alarm",
      text: "reported by nothing alone",
      why: "the actions of an alarm are disabled",
    } as const;
    const calls = ["config:StopConfigurationRecorder", "config:DeleteDeliveryChannel", "config:DeleteDeliveryChannel"];
    const faults = calls.map((call) => ({ ...fault, call }));
    const telling = { ...proof.telling, faults };
    expect(failuresOf({ ...proof, telling }).map(({ text }) => text)).toEqual([
      "config:StopConfigurationRecorder (and 1 more call): reported by nothing alone; no alarm reports it: " +
        "the actions of an alarm are disabled",
    ]);
    expect(
      screen({ ...proof, telling }, "more")
        .split("\n")
        .join(" "),
    ).toContain("3 are not reported twice");
  });

  it("has questions that claim every layer that keeps somebody from what they ask, and no layer that does not", () => {
    expect(unclaimed(proof.cells)).toEqual([]);
    expect(weakLayers(proof.cells, exampleLandingZone())).toEqual([]);
  });

  it("finds no statement that protects nothing", () => {
    expect(proof.mutations).not.toEqual([]);
    expect(proof.mutations.filter(({ flips }) => flips === undefined)).toEqual([]);
  });

  it("is what docs/proof.md says: run npm run prove -- --write when it is not", () => {
    expect(readFileSync("docs/proof.md", "utf8")).toBe(proofDocument(proof));
  });

  it("asks every kind of principal", () => {
    const keys = new Set(proof.cells.map(({ principal }) => principal.key));
    for (const account of ["management", "log-archive", "audit", "shop-production"]) {
      for (const rank of ["root", "admin", "deployment", "break-glass"]) expect(keys).toContain(`${rank}-${account}`);
    }
    for (const key of ["analyst", "external", "anonymous", "cloudtrail", "cloudtrail-other-trail", "config-outside"]) {
      expect(keys).toContain(key);
    }
  });

  it("says yes to deliveries of the right service for the right source, and no to the same service otherwise", () => {
    const log = "write a log of the organization, or over one";
    expect(find(proof.cells, log, "cloudtrail").decision.allowed).toBe(true);
    expect(deciders(find(proof.cells, log, "cloudtrail-other-trail"))).toEqual(["no statement allows it"]);
    expect(deciders(find(proof.cells, log, "cloudtrail-outside"))).toEqual(["RCP LogsConfusedDeputy"]);
    expect(find(proof.cells, "write a digest under SSE-S3, as for older trails", "cloudtrail").decision.allowed).toBe(
      true,
    );
  });

  it("names all that keeps root of the log archive from deleting a version", () => {
    expect(deciders(find(proof.cells, "delete a version for good", "root-log-archive"))).toEqual([
      "SCP LogObjects",
      "RCP LogObjects",
      "bucket policy DenyTampering",
    ]);
  });

  it("knows that root overrules its own bucket's policy, so that organization policies have to hold it", () => {
    expect(deciders(find(proof.cells, "delete the bucket policy", "root-log-archive"))).toEqual([
      "SCP LogBucketSettings",
      "RCP LogBucketSettings",
    ]);
  });

  it("knows that nothing binds the management account, and shows it", () => {
    expect(find(proof.cells, "stop the trail", "admin-management").decision.allowed).toBe(true);
    expect(find(proof.cells, "delete a version for good", "root-management").decision.allowed).toBe(false);
  });

  it("says who publishes alerts: alarms of two accounts, and EventBridge for anybody, because AWS knows no conditions", () => {
    const publishes = (principal: string) => find(proof.cells, "publish an alert", principal).decision.allowed;
    expect(
      ["cloudwatch-management", "cloudwatch-audit", "events-bus", "events-unsourced"].map(publishes),
    ).not.toContain(false);
    expect(publishes("events-outside")).toBe(true);
    expect(["cloudwatch-shop-production", "cloudwatch-outside", "admin-management"].map(publishes)).not.toContain(true);
  });

  it("says who puts events on the security bus: the forwarding roles, by what is deployed for them", () => {
    const put = (principal: string) => find(proof.cells, "put an event on the bus", principal);
    expect(deciders(put("forwarder-shop-production"))).toEqual([
      "bus policy ForwardersOfTheOrganization",
      "IAM ForwardEvents",
    ]);
    for (const principal of ["admin-shop-production", "admin-management"]) {
      expect(deciders(put(principal))).toEqual(["no statement allows it"]);
    }
    for (const principal of ["external", "external-forwarder"]) {
      expect(deciders(put(principal))).toEqual(["RCP Outsiders"]);
    }
    expect(find(proof.cells, "put an event on another bus of audit", "forwarder-audit").decision.allowed).toBe(false);
  });

  it("says who acts as a forwarding role: EventBridge, for rules of the role's account", () => {
    const act = (principal: string) =>
      find(proof.cells, "act as the forwarding role of shop-production", principal).decision.allowed;
    expect(act("events-shop-production")).toBe(true);
    expect(
      ["events-audit", "events-outside", "events-unsourced", "admin-shop-production", "root-shop-production"].map(act),
    ).not.toContain(true);
  });

  it("prints every question with all principals that it was asked of", () => {
    const text = table(proof.cells);
    for (const area of new Set(proof.cells.map(({ question }) => question.area))) {
      expect(text).toContain(area.toUpperCase());
    }
    const grouped = groupsOf(proof.cells).reduce((sum, { principals }) => sum + principals.length, 0);
    expect(grouped).toBe(proof.cells.length);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(150);
    expect(summary(proof)).toContain(`${proof.mutations.length} change an answer.`);
  });

  it("is one screen: who may do what in short, and who alone can make all copies unreadable", () => {
    const lines = screen(proof, "npm run prove -- --all").split("\n");
    expect(lines.length).toBeLessThan(50);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.join(" ")).toContain("all copies of the trail's files unreadable: break-glass role of log-archive.");
  });
});

describe("a group of principals", () => {
  const principal = (key: string, ...partOf: string[]) => ({ key, label: key, partOf, principal: key, context: {} });
  const ranks = ["root", "admin", "deployment", "break-glass"];
  const administrators = ranks.map((rank) => principal(`${rank}-audit`, "all of audit"));
  const services = [
    principal("sns", "every service", "SNS for anyone"),
    principal("sns-other", "every service", "SNS for anyone"),
    principal("logs", "every service", "Logs for anyone"),
  ];
  const everyone = [...administrators, principal("analyst"), ...services];

  it("is called all of an account when all four are in it", () => {
    expect(namesOf(everyone.slice(0, 5), everyone)).toEqual(["all of audit", "analyst"]);
    expect(namesOf(everyone.slice(1, 5), everyone)).toEqual([
      "admin-audit",
      "deployment-audit",
      "break-glass-audit",
      "analyst",
    ]);
  });

  it("is called by the largest it is all of, and a single one by its own name", () => {
    expect(namesOf(services, everyone)).toEqual(["every service"]);
    expect(namesOf(services.slice(0, 2), everyone)).toEqual(["SNS for anyone"]);
    expect(namesOf(services.slice(1), everyone)).toEqual(["sns-other", "logs"]);
  });
});

describe("Object Lock", () => {
  const locked = async (lock: string): Promise<Cell[]> =>
    new Matrix(existingLandingZone(`archive: { objectLock: ${lock} }`)).cells(
      ({ lockedObject, area }) => lockedObject === true && area === "trail bucket",
    );
  const open = async (lock: string, principal: string) => {
    const cell = find(await locked(lock), "delete a version for good", principal);
    expect(cell.decision.allowed).toBe(cell.expected);
    return cell.decision;
  };

  it("is lifted by the break-glass role in governance mode", async () => {
    expect((await open("{ mode: governance }", "break-glass-log-archive")).allowed).toBe(true);
  });

  it("is lifted by nobody in compliance mode", async () => {
    expect(await open("{ mode: compliance }", "break-glass-log-archive")).toEqual({
      allowed: false,
      by: [{ layer: "Object Lock", sid: "compliance mode" }],
    });
  });

  it("is missing when it is off, and the bucket policy remains", async () => {
    const cells = await new Matrix(
      existingLandingZone('archive: { objectLock: { mode: off, reason: "A test of the policy" } }'),
    ).cells(({ label }) => label === "delete a version for good");
    expect(surprises(cells)).toEqual([]);
    expect(find(cells, "delete a version for good", "deployment-log-archive").decision.allowed).toBe(false);
  });
});

describe("the proof of other landing zones", () => {
  it(
    "holds for the strictest example: the key in the audit account, copies in a third, and nobody loses all of them alone",
    async () => {
      const matrix = new Matrix(loadLandingZone("examples/strictest.yaml").landingZone);
      const areas = ["trail bucket", "log key", "replica bucket", "replica key"];
      // Whatever is opened by a mistake is asked of every role, the one that copies included.
      const cells = await matrix.cells(({ area, opened }) => areas.includes(area) || opened === true);
      expect(surprises(cells)).toEqual([]);
      expect(whoLosesAllCopies(cells)).toEqual([]);
      expect(find(cells, "write a copy", "replication").decision.allowed).toBe(true);
      expect(find(cells, "schedule the deletion of the key", "break-glass-log-archive").decision.allowed).toBe(false);
    },
    TIMEOUT,
  );

  it("lets root of the log archive change versioning, and nothing else, where MFA Delete is required", async () => {
    const matrix = new Matrix(existingLandingZone("archive: { mfaDelete: required }"));
    const cells = await matrix.cells(({ area, label }) => area === "trail bucket" && /versioning|policy/.test(label));
    expect(surprises(cells)).toEqual([]);
    expect(find(cells, "suspend versioning", "root-log-archive").decision.allowed).toBe(true);
    expect(find(cells, "replace the bucket policy", "root-log-archive").decision.allowed).toBe(false);
  });

  it("leaves open what depends on a guardrail that the organization departs from, and says why", async () => {
    const exceptions = "guardrails: { exceptions: { flowLogs: { disabled: true, reason: Others watch the network } } }";
    const landingZone = existingLandingZone(exceptions);
    const cells = await new Matrix(landingZone).cells(({ guardrail }) => guardrail === "flowLogs");
    expect(find(cells, "delete a flow log", "admin-audit").decision.allowed).toBe(true);
    expect(landingZone.guardrailExceptions.flowLogs?.reason).toBe("Others watch the network");
  });

  it("binds the accounts below the organizational units that a guardrail is attached to, and no others", async () => {
    const exceptions =
      "guardrails: { exceptions: { flowLogs: { organizationalUnits: [Security], reason: Others watch the rest } } }";
    const cells = await new Matrix(existingLandingZone(exceptions)).cells(({ guardrail }) => guardrail === "flowLogs");
    expect(find(cells, "delete a flow log", "admin-log-archive").decision.allowed).toBe(false);
    expect(find(cells, "delete a flow log", "admin-audit").decision.allowed).toBe(true);
  });
});
