import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encryptPlan } from "../../terraform/plan-encryption";
import { problemsOfSeals, sealManifest } from "../../terraform/manifest-seal";
import type { SealsToCheck } from "../../terraform/manifest-seal";
import { readManifest, writeManifest } from "../../terraform/plan-manifest";
import type { PlanManifest } from "../../terraform/plan-manifest";
import type { Asked } from "../support/fake-aws";
import { fakeKms, KEY, OTHER_KEY } from "../support/fake-kms";

const HASH = "a".repeat(64);
const FILES = { plan: { file: "audit.tfplan.enc", sha256: HASH }, json: { file: "audit.json", sha256: HASH } };
const MANIFEST: PlanManifest = {
  version: 1,
  made: "2026-11-30T15:00:00.000Z",
  revision: "0123",
  common: {
    configuration: HASH,
    ledger: "",
    synthesized: HASH,
    landingZone: "1.0.0",
    terraform: { program: "terraform", version: "1.11.4" },
    providers: { "registry.terraform.io/hashicorp/aws": "6.0.0", "10": "1", "9": "1" },
    encryptedUnder: KEY,
  },
  stacks: [
    {
      stack: "audit",
      account: "audit",
      dependsOn: ["organization"],
      outcome: "changes",
      role: "reader",
      needsBreakGlass: true,
      synthesized: HASH,
      state: { serial: 1, lineage: "one" },
      key: HASH,
      ...FILES,
    },
  ],
};

describe("the seal of a manifest", () => {
  const kms = fakeKms();
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-seal-"));
  const path = join(folder, "manifest.json");

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const check = (manifest: PlanManifest, seals: SealsToCheck): Promise<string[]> =>
    problemsOfSeals([{ folder, manifest }], seals);
  /** What is said of a sealed manifest after somebody has changed it. */
  const changed = async (change: (manifest: PlanManifest) => unknown, seals: SealsToCheck = { kms }) => {
    const sealed = await sealManifest(MANIFEST, KEY, kms);
    const after = structuredClone(sealed);
    change(after);
    return await check(after, seals);
  };
  const said = (what: string) => [expect.stringContaining(what) as string];

  it("is the manifest's as it was written, whatever the order of what is in it", async () => {
    writeManifest(folder, await sealManifest(MANIFEST, KEY, kms));
    expect(await check(readManifest(folder), { demanded: KEY, kms })).toEqual([]);
    const written = JSON.parse(readFileSync(path, "utf8")) as Record<string, Record<string, string>>;
    const backwards = Object.fromEntries(
      Object.entries(written)
        .reverse()
        .map(([name, value]) => [
          name,
          name === "common" ? Object.fromEntries(Object.entries(value).reverse()) : value,
        ]),
    );
    writeFileSync(path, JSON.stringify(backwards, undefined, 8));
    expect(await check(readManifest(folder), { demanded: KEY, kms })).toEqual([]);
  });

  it("is asked of KMS with the manifest's SHA-256 as the context", async () => {
    const asked: Asked[] = [];
    await sealManifest(MANIFEST, KEY, fakeKms(asked));
    const context = { manifest: expect.stringMatching(/^[0-9a-f]{64}$/) as string };
    expect(asked).toEqual([
      expect.objectContaining({
        operation: "GenerateDataKey",
        input: expect.objectContaining({ EncryptionContext: context }) as object,
      }),
    ]);
  });

  it.each<[string, (manifest: PlanManifest) => unknown]>([
    ["the role that it was planned with", ({ stacks: [stack] }) => delete (stack as { role?: string }).role],
    ["what is to be done", ({ stacks: [stack] }) => Object.assign(stack ?? {}, { outcome: "noChanges" })],
    ["a hash of a plan", ({ stacks: [stack] }) => Object.assign(stack?.plan ?? {}, { sha256: "b".repeat(64) })],
    ["when it was made", (manifest) => Object.assign(manifest, { made: "2026-11-30T16:00:00.000Z" })],
    ["that a stack is in it", ({ stacks }) => (stacks as unknown[]).pop()],
    ["the version of a provider", ({ common }) => Object.assign(common.providers, { "9": "2" })],
  ])("is broken by changing %s, which shows without KMS, too", async (_, change) => {
    for (const seals of [{}, { kms }, { demanded: KEY, kms }]) {
      expect(await changed(change, seals)).toEqual([`${path} is not as it was sealed: somebody has changed it`]);
    }
  });

  it("is asked for where a key is, or the manifest names one", async () => {
    const clear: PlanManifest = structuredClone(MANIFEST);
    delete (clear.common as { encryptedUnder?: string }).encryptedUnder;
    expect(await check(clear, { kms })).toEqual([]);
    expect(await check(clear, { demanded: KEY, kms })).toEqual(said("names no key that its plans are encrypted under"));
    expect(await check(MANIFEST, {})).toEqual(said("is not sealed, though its plans are encrypted"));
    // As if the key were not asked for.
    expect(
      await changed((manifest) => delete (manifest.common as { encryptedUnder?: string }).encryptedUnder, {
        demanded: KEY,
        kms,
      }),
    ).toEqual(said("names no key"));
  });

  it("has to be under the key that is asked for", async () => {
    const sealed = await sealManifest(MANIFEST, KEY, kms);
    expect(await check(sealed, { demanded: OTHER_KEY, kms })).toEqual(said(`encrypted under ${KEY}, and have to be`));
    const other = { ...MANIFEST, common: { ...MANIFEST.common, encryptedUnder: OTHER_KEY } };
    expect(await check(await sealManifest(other, KEY, kms), { kms })).toEqual(said("InvalidCiphertextException"));
  });

  it("is not made without KMS, of the envelope of another manifest, or of a plan", async () => {
    const other = await sealManifest({ ...MANIFEST, made: "2026-11-30T16:00:00.000Z" }, KEY, kms);
    expect(await check({ ...MANIFEST, seal: other.seal }, { kms })).toEqual(said("is not as it was sealed"));
    const plan = await encryptPlan(Buffer.from(""), "audit", KEY, kms);
    expect(await check({ ...MANIFEST, seal: plan.toString("base64") }, {})).toEqual(said("is none"));
    // The context of this one, around a data key that KMS has made for another.
    const mine = Buffer.from((await sealManifest(MANIFEST, KEY, kms)).seal, "base64").toString("latin1");
    const theirs = Buffer.from(other.seal, "base64").toString("latin1");
    const contextOf = (text: string) => /"manifest":"([0-9a-f]{64})"/.exec(text)?.[1] ?? "";
    const forged = Buffer.from(theirs.replace(contextOf(theirs), contextOf(mine)), "latin1").toString("base64");
    expect(await check({ ...MANIFEST, seal: forged }, {})).toEqual([]);
    expect(await check({ ...MANIFEST, seal: forged }, { kms })).toEqual(said("InvalidCiphertextException"));
  });

  it("is looked at of each of several manifests", async () => {
    const sealed = await sealManifest(MANIFEST, KEY, kms);
    const folders = ["a", "b", "c"].map((name) => ({ folder: name, manifest: name === "b" ? MANIFEST : sealed }));
    expect(await problemsOfSeals(folders, { demanded: KEY, kms })).toEqual(said("b/manifest.json is not sealed"));
  });
});
