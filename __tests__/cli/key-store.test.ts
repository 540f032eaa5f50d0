import { describeKeyStore } from "../../cli/key-store";
import { exampleLandingZone } from "../support/landing-zones";
import { landingZoneOf, readExample } from "../support/examples";

function text(phase: string, encryption = "cloudhsm"): string {
  const { keyStore, ...sections } = readExample("cloudhsm");
  return describeKeyStore(landingZoneOf({ ...sections, archive: { encryption }, keyStore: { ...keyStore, phase } }));
}

describe("what synth says of the key store", () => {
  it("is nothing where there is none", () => {
    expect(describeKeyStore(exampleLandingZone())).toBe("");
  });

  it.each(["cluster", "store"])("is in the phase %s that logs stay where they are, and what comes next", (phase) => {
    expect(text(phase)).toContain("New logs are encrypted with the log key,\n  alias/hsm-org-logs.");
    expect(text(phase)).toContain("`landing-zone hsm status`");
  });

  it("is how the password is given, in the phase that needs it alone", () => {
    expect(text("store")).toContain("TF_VAR_key_store_password");
    expect(text("cluster") + text("active")).not.toContain("TF_VAR_");
  });

  it("is in the last phase that the break-glass role alone may move the logs, and how", () => {
    expect(text("active")).toContain("New logs of trail are encrypted with\n  alias/hsm-org-key-store-logs,");
    expect(text("active")).toContain("break-glass role alone may");
    expect(text("active")).toContain("\n  npm run apply -- plans-of-log-buckets --break-glass --confirm\n");
  });

  it("is that it stays unused once logs are moved back", () => {
    expect(text("active", "kms")).toContain("archive.encryption is kms: key store and key stay, and are not used.");
    expect(text("active", "kms")).toContain("New logs are encrypted with the log key,");
  });

  it.each([
    ["cluster", "cloudhsm"],
    ["store", "cloudhsm"],
    ["active", "cloudhsm"],
    ["active", "kms"],
  ])("fits 80 columns: %s, %s", (phase, encryption) => {
    expect(
      text(phase, encryption)
        .split("\n")
        .filter(({ length }) => length > 80),
    ).toEqual([]);
  });
});
