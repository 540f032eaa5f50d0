import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatLedger, ledgerFileOf, parseLedger, readLedger } from "../../../config/ledger/file";
import type { Ledger } from "../../../config/ledger/schema";
import { ConfigurationError } from "../../../config/source/problem";
import { EMPTY_LEDGER } from "../../support/ledgers";

const LEDGER: Ledger = {
  ...EMPTY_LEDGER,
  accounts: {
    shop: { name: "shop", email: "shop@example.com" },
    blog: { name: "Blog", email: "b@example.com", gone: true },
  },
  policies: { "scp-root-1": { name: "small-service-control-1", statements: "A B" } },
  regions: { organization: "eu-west-1" },
  resources: { "log-archive/aws_s3_bucket.a": { path: "a/Default", in: "log-archive/eu-west-1" } },
};
const TEXT = formatLedger(LEDGER);

function problemsOf(text: string): string[] {
  try {
    parseLedger(text, "small.lock.json");
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map(({ column, line, message, path }) => `${line}:${column} ${path} ${message}`);
  }
}

function fixesOf(text: string): unknown[] {
  try {
    parseLedger(text, "small.lock.json");
    return [];
  } catch (error) {
    return (error as ConfigurationError).problems.map(({ fix }) => fix);
  }
}

describe("the file of the ledger", () => {
  it("is beside the configuration, whatever that is called", () => {
    expect(ledgerFileOf("landing-zone.yaml")).toBe("landing-zone.lock.json");
    expect(ledgerFileOf("a/b.c/x.yml")).toBe("a/b.c/x.lock.json");
    expect(ledgerFileOf("/etc/landing-zone.yaml")).toBe("/etc/landing-zone.lock.json");
    expect(ledgerFileOf("/x.yaml")).toBe("/x.lock.json");
  });

  it("has an entry a line, sorted, and is read as it was written", () => {
    expect(TEXT).toContain('\n    "blog": { "name": "Blog", "email": "b@example.com", "gone": true },\n    "shop": {');
    expect(parseLedger(TEXT, "small.lock.json")).toEqual(LEDGER);
    expect(formatLedger(parseLedger(TEXT, "small.lock.json"))).toBe(TEXT);
  });

  it("says of a trail that it had event selectors, and nothing of one that had none", () => {
    expect(TEXT).not.toContain("trailSelectors");
    const text = formatLedger({ ...LEDGER, trailSelectors: "advanced" });
    expect(text).toContain('\n  "trailSelectors": "advanced",\n');
    expect(parseLedger(text, "small.lock.json").trailSelectors).toBe("advanced");
    expect(formatLedger(parseLedger(text, "small.lock.json"))).toBe(text);
  });

  it("may have been formatted by somebody else", () => {
    expect(parseLedger(JSON.stringify(LEDGER, undefined, 4), "small.lock.json")).toEqual(LEDGER);
  });

  it.each<[string, string, RegExp]>([
    [
      "an entry that is there twice",
      TEXT.replace('    "shop"', '    "blog": { "name": "x", "email": "x@example.com" },\n    "shop"'),
      /^9:5 {2}this key is in the same mapping twice, first in line 8/,
    ],
    ["what a merge left", TEXT.replace('    "shop"', '<<<<<<< HEAD\n    "shop"'), /^9:1 {2}a merge left its markers/],
    ["another version", TEXT.replace('"version": 1', '"version": 2'), /^2:14 version the ledger is of another version/],
    ["what is cut off", TEXT.slice(0, 200), /^\d+:\d+ /],
    ["a key that there is not", TEXT.replace('"gone": true', '"gnoe": true'), /accounts\.blog the ledger is malformed/],
    ["an empty file", "", /^1:1 {2}the ledger is empty$/],
    ["a list", "[]", /^1:1 {2}this is no ledger$/],
    ["what is no text", "\u0000\uFFFD{", /^1:1 {2}this is no ledger$/],
  ])("is refused with the place of %s", (_, text, problem) => {
    expect(problemsOf(text).join("\n")).toMatch(problem);
  });

  it.each<[string, string, RegExp]>([
    ["cut off within a text", TEXT.slice(0, TEXT.indexOf("b@example") + 3), /from the last commit/],
    ["cut off between lines", TEXT.slice(0, TEXT.indexOf('    "shop"')), /from the last commit/],
    ["of which a comma is missing", TEXT.replace("true },", "true }"), /from the last commit/],
    ["empty", "", /from the last commit/],
    ["with a line twice", TEXT.replace('    "shop"', '    "blog": {},\n    "shop"'), /remove one of the two/],
  ])("that is %s is never to be mended so that the rest is lost", (_, text, fix) => {
    expect(fixesOf(text)).toEqual([expect.stringMatching(fix)]);
  });

  it("is not missing where a symbolic link leads to nothing", () => {
    const folder = mkdtempSync(join(tmpdir(), "landing-zone-ledger-"));
    try {
      symlinkSync("not-there.json", join(folder, "x.lock.json"));
      expect(() => readLedger(join(folder, "x.yaml"))).toThrow(/symbolic link/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is nothing where there is none, and a problem where it is a folder", () => {
    const folder = mkdtempSync(join(tmpdir(), "landing-zone-ledger-"));
    try {
      expect(readLedger(join(folder, "x.yaml"))).toBeUndefined();
      writeFileSync(join(folder, "x.lock.json"), TEXT);
      expect(readLedger(join(folder, "x.yaml"))).toEqual(LEDGER);
      rmSync(join(folder, "x.lock.json"));
      expect(() => readLedger("/proc/self.yaml")).not.toThrow();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
