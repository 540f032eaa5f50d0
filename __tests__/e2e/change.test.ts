// One landing zone whose file changes again and again, deployed by the real cdktf, Terraform and provider after each of the edits of
// the matrix that could lose most: every deployment succeeds, its second plan is empty, and accounts, units, guardrails, keys, log
// files and what protects them are as before. Each edit follows the one before, and so takes it back.
import { GetAccountPasswordPolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { stringify } from "yaml";
import type { LandingZone } from "../../config/landing-zone";
import type { Ledger } from "../../config/ledger/schema";
import { parseLandingZone } from "../../config/load";
import { DANGEROUS_EDITS } from "../support/change/edits";
import { RICH_FILE } from "../support/change/rich-file";
import type { File } from "../support/change/rich-file";
import { putLogFiles, readWhatIsKept } from "../support/change/what-is-kept";
import type { WhatIsKept } from "../support/change/what-is-kept";
import { prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";
import { readOrganization } from "../support/organization-state";

const TIMEOUT = 1_500_000;

type Stacks = readonly string[];
type Edit = (typeof DANGEROUS_EDITS)[number];

/** In the order in which they depend on each other; the break-glass role, without which the archive is not changed, is among them. */
const STACKS: Stacks = [
  "organization",
  "log-key",
  "log-replica",
  "log-archive",
  "alerting",
  "finding-archive",
  "inspector",
  "baseline-log-archive",
  "baseline-shop",
  "access-log-archive",
];
/** Where there is one. */
const KEY_STORE = "key-store";

/** What an edit switches off, and is not kept. */
const OFF: Readonly<Record<string, (kept: WhatIsKept) => WhatIsKept>> = {
  "the password policy is switched off": (kept) => ({ ...kept, settings: { ...kept.settings, passwords: undefined } }),
};

describe("a landing zone whose file changes", () => {
  let deployment: Deployment;
  let ledger: Ledger | undefined;
  let kept: WhatIsKept;
  /** Stacks that the edit before has changed. */
  let changed: Stacks = [];

  const landingZoneOf = (file: File): LandingZone =>
    // What it names is beside the examples.
    parseLandingZone(stringify(file), "examples/change.yaml", ledger).landingZone;
  /** Deploys some stacks of a changed file; nothing is left to change then. */
  const change = async (file: File, stacks: Stacks): Promise<void> => {
    ledger = await deployment.deployChanged(landingZoneOf(file), stacks, true);
    await deployment.planAgain(stacks);
  };
  const inOrder = (...stacks: Stacks): Stacks => [KEY_STORE, ...STACKS].filter((stack) => stacks.includes(stack));
  const read = () => readWhatIsKept(deployment);

  beforeAll(async () => {
    deployment = await prepareDeployment(landingZoneOf(RICH_FILE), STACKS);
    await deployment.apply();
    ledger = await deployment.deployChanged(landingZoneOf(RICH_FILE), []);
    await putLogFiles(deployment);
    kept = await read();
  }, TIMEOUT);

  afterAll(() => deployment.discard());

  it("is changed by what could lose most, and has something to lose", () => {
    expect(DANGEROUS_EDITS.length).toBeGreaterThanOrEqual(15);
    // A key store comes later.
    expect(Object.entries(kept).flatMap(([name, things]) => (isEmpty(things as object) ? [name] : []))).toEqual([
      "clusters",
    ]);
  });

  it("would change nothing when planned again", () => deployment.planAgain(), TIMEOUT);

  /** What an edit does besides keeping everything. */
  const BESIDES: Readonly<Record<string, () => Promise<void>>> = {
    "units are renamed": async () => {
      const { units } = await readOrganization(
        new OrganizationsClient(await deployment.clients.settings(deployment.landingZone.management)),
      );
      expect(Object.values(units).map(({ name }) => name)).toContain("Work");
    },
    "baseline is left out": async () => {
      const shop = deployment.landingZone.accounts.find(({ slug }) => slug === "shop");
      if (shop === undefined) throw new Error("there is no shop");
      const iam = new IAMClient(await deployment.clients.settings(shop));
      const { PasswordPolicy } = await iam.send(new GetAccountPasswordPolicyCommand({}));
      // A default comes back: never.
      expect(PasswordPolicy?.MaxPasswordAge).toBe(0);
    },
  };

  it.each(DANGEROUS_EDITS.map((edit): [string, string, Edit] => [edit.what, edit.dangerous.for, edit]))(
    "%s, and %s stay",
    async (what, _, { back, dangerous, file, gone, of, via }) => {
      const stacks = inOrder(...changed, ...dangerous.stacks);
      // What has another configuration of before is not in the first one.
      changed = dangerous.stacks.filter((stack) => of === undefined || gone?.test(stack) !== true);
      if (of !== undefined) {
        await change(of, stacks);
      }
      const known = await read();
      if (via !== undefined) {
        await change(via, stacks);
        expect(await read()).toMatchObject(kept);
      }
      await change(
        file,
        stacks.filter((stack) => gone?.test(stack) !== true),
      );
      const after = await read();
      await BESIDES[what]?.();
      if (back !== undefined) await change(back, stacks);
      expect(after).toMatchObject(OFF[what]?.(kept) ?? kept);
      if (of !== undefined) expect(after).toMatchObject(known);
    },
    TIMEOUT,
  );

  it(
    "is as before once its file is",
    async () => {
      await change(RICH_FILE, changed);
      expect(await read()).toMatchObject(kept);
    },
    TIMEOUT,
  );
});

function isEmpty(things: object): boolean {
  return Object.keys(things).length === 0;
}
