// A deployment of version 0.1 goes on: what that version synthesized of its example is deployed, the ledger is made of its states, and
// the first plan of today's version is empty but for what the changelog names.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { loadLandingZone } from "../../config/load";
import { atOnce, queue } from "../../console/at-once";
import { run } from "../../console/run";
import type { PlanJson, ResourceChange } from "../../review/plan-json";
import { sidsOf } from "../../review/sids";
import { planStack } from "../../terraform/plan-stack";
import type { Outcome } from "../../terraform/plan-stack";
import { PARALLELISM, prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";
import { program } from "../support/program";

const TIMEOUT = 1_500_000;

/** The example of version 0.1, which the test of its addresses reads, too. */
const CONFIGURATION = readFileSync("__tests__/stacks/addresses/landing-zone.yaml", "utf8");
/** What version 0.1 synthesized of it, of each kind of stack but the rules of AWS Config, which take minutes: Terraform JSON. */
const STACKS = JSON.parse(gunzipSync(readFileSync("__tests__/e2e/version-0.1/stacks.json.gz")).toString()) as Readonly<
  Record<string, object>
>;

/** What the first plan may do, by stack, action, address and, where it changes something, arguments; and what asks for it. */
const ALLOWED: readonly (readonly [RegExp, string])[] = [
  [/^organization update aws_organizations_policy\.\S+ content$/, "guardrails deny all but what is named"],
  [/^log-archive update aws_s3_bucket_policy\.\S+ policy$/, "log buckets deny more actions by name"],
  [/^\S+ update aws_kms_key\.\S+ policy$/, "keys deny the deletion of imported key material, too"],
  [
    /^organization-trail update aws_sqs_queue\.delivery-queue policy$/,
    "consumers find the queue, and the glass opens it",
  ],
  [/^alerting update aws_sns_topic_policy\.alerts-\S+ policy$/, "alarms of the log archive, and who sees subscribers"],
  [
    /^alerting update aws_cloudwatch_event_rule\.rule-\w+Tampering (description,)?event_pattern$/,
    "rules on tampering see more",
  ],
  [
    /^alerting create \w+\.(rule|failed)-((access|delivery|hsm|inspector|keyPolicy|logSource)Tampering|breakGlassAssumed)(_topic_\w+)?$/,
    "more rules on tampering, with their alarms",
  ],
  [
    /^alerting (?:create \w+\.(tampering|health-tampering|(rule|failed)-tamperingHealth)[\w-]*|update output\.waits_for_confirmation)$/,
    "tampering is told by a second carrier",
  ],
  [
    /^detection create aws_cloudwatch_(log_metric_filter|metric_alarm)\.alarm-(access|configCoverage|function|inspector|keyGuard|keyPolicy|logSource|queue|stream|table)Changes(_alarm_\w+)?$/,
    "more alarms",
  ],
  [/^detection update aws_cloudwatch_log_metric_filter\.alarm-\w+ pattern$/, "alarms see more"],
  [/^detection update aws_cloudwatch_metric_alarm\.alarm-\w+ alarm_description$/, "and say so"],
  [/^detection update aws_cloudwatch_dashboard\.dashboard dashboard_body$/, "the dashboard shows more alarms"],
  [
    /^baseline-audit create \w+\.security-events-[\w-]+-(\d|reads)(_bus\S+)?$/,
    "more rules forward events, as one pattern was full",
  ],
  [
    /^baseline-audit create aws_cloudwatch_event_target\.security-events-\S+_bus-\S+-tampering_\w+$/,
    "to both carriers",
  ],
  [/^baseline-audit update aws_cloudwatch_event_rule\.security-events-\S+ event_pattern$/, "what they forward"],
  [/^baseline-audit update aws_iam_role_policy\.event-forwarder_\S+ policy$/, "the role that forwards to both"],
];

describe("a deployment of version 0.1", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-upgrade-"));
  const file = join(folder, "landing-zone.yaml");
  const command = program("cli/main.ts");
  let deployment: Deployment;
  let planned: readonly (readonly [stack: string, Outcome])[];

  const landingZone = (...args: string[]) =>
    command([...args, "--config", file, "--output", deployment.outdir], { env: deployment.env });

  const planOf = async (stack: string): Promise<PlanJson> => {
    const { output } = await run(deployment.terraform, ["show", "-json", join(folder, "plans", `${stack}.tfplan`)], {
      cwd: join(deployment.outdir, "stacks", stack),
      env: deployment.env,
    });
    return JSON.parse(output) as PlanJson;
  };

  beforeAll(async () => {
    mkdirSync(join(folder, "plans"));
    writeFileSync(file, CONFIGURATION);
    deployment = await prepareDeployment(loadLandingZone(file).landingZone, Object.keys(STACKS));
    for (const [stack, json] of Object.entries(STACKS)) {
      writeFileSync(join(deployment.outdir, "stacks", stack, "cdk.tf.json"), JSON.stringify(json));
    }
    await deployment.apply();
  }, TIMEOUT);

  afterAll(async () => {
    await deployment.discard();
    rmSync(folder, { recursive: true });
  });

  it("has no ledger, which synth asks for, and gets one of its states", () => {
    expect(landingZone("synth").status).not.toBe(0);
    expect(landingZone("ledger", "--from-state")).toMatchObject({ status: 0 });
    expect(landingZone("synth")).toMatchObject({ status: 0 });
  });

  it(
    "loses nothing with its first plan, which forgets, moves, imports and replaces nothing",
    async () => {
      const planner = { ...deployment, planFolder: join(folder, "plans"), inTurn: queue() };
      planned = await atOnce(PARALLELISM, Object.keys(STACKS), async (stack) => [
        stack,
        await planStack(stack, planner),
      ]);
      const nothing = { destroy: 0, imported: 0, moved: 0, forgotten: 0, vanished: [] };
      for (const [stack, outcome] of planned) {
        expect([stack, outcome]).toEqual([stack, expect.objectContaining({ kind: "planned" })]);
        if (outcome.kind === "planned") {
          expect([stack, outcome.changes]).toMatchObject([stack, nothing]);
          // What a policy lets in besides is one of the changes that are named below.
          const lost = outcome.changes.endangered.filter(({ kind }) => kind !== "policyWidened");
          expect([stack, lost]).toEqual([stack, []]);
        }
      }
    },
    TIMEOUT,
  );

  it(
    "would change nothing else than is named, and all of it",
    async () => {
      const changes: string[] = [];
      for (const [stack, outcome] of planned) {
        if (outcome.kind !== "planned" || !outcome.changed) continue;
        const plan = await planOf(stack);
        changes.push(...changesIn(plan).map((change) => `${stack} ${change}`));
        const [before, after] = [statementsOf(plan, "before"), statementsOf(plan, "after")];
        // They may move to another policy.
        expect([stack, before.filter((sid) => !after.includes(sid))]).toEqual([stack, []]);
      }
      expect(changes.filter((change) => !ALLOWED.some(([allowed]) => allowed.test(change)))).toEqual([]);
      expect(ALLOWED.filter(([allowed]) => !changes.some((change) => allowed.test(change)))).toEqual([]);
    },
    TIMEOUT,
  );
});

/** What a plan would do. */
function changesIn({ output_changes: outputs = {}, resource_changes: resources = [] }: PlanJson): string[] {
  return [
    ...resources.filter(isChange).map(described),
    ...Object.entries(outputs).flatMap(([name, { actions }]) =>
      actions.join() === "no-op" ? [] : [`${actions.join("+")} output.${name}`],
    ),
  ];
}

/** Statements of all policies of a stack. */
function statementsOf({ resource_changes: resources = [] }: PlanJson, when: "before" | "after"): string[] {
  return resources.flatMap(({ change }) => [change[when]?.policy, change[when]?.content].flatMap(sidsOf));
}

function isChange({ change, mode, previous_address: previous }: ResourceChange): boolean {
  return mode === "managed" && (change.actions.join() !== "no-op" || previous !== undefined);
}

/** Action, address and, of what is changed, arguments. */
function described({ address, change }: ResourceChange): string {
  const { actions, after, before } = change;
  const action = actions.join("+");
  if (action !== "update") return `${action} ${address}`;
  const names = Object.keys({ ...before, ...after }).filter(
    (name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]),
  );
  return `${action} ${address} ${names.sort().join()}`;
}
