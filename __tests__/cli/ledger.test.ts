import { execFileSync } from "node:child_process";
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkLedger } from "../../cli/ledger";
import { isCurrent, writeLedger } from "../../cli/ledger-file";
import { formatLedger } from "../../config/ledger/file";
import type { Ledger } from "../../config/ledger/schema";
import { Failure } from "../../console/failure";
import { EMPTY_LEDGER } from "../support/ledgers";

const SHOP = { name: "shop", email: "shop@example.com" };
const LEDGER: Ledger = { ...EMPTY_LEDGER, accounts: { shop: SHOP } };
const LATER: Ledger = { ...LEDGER, accounts: { shop: { ...SHOP, gone: true } } };

describe("the ledger beside a file", () => {
  let folder: string;
  const at = (...names: string[]): string => join(folder, ...names);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "landing-zone-ledger-"));
    jest.spyOn(process.stdout, "write").mockReturnValue(true);
  });

  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  it("is up to date whatever ends its lines, and is left as it is then", () => {
    const text = formatLedger(LEDGER).replaceAll("\n", "\r\n");
    writeFileSync(at("x.lock.json"), text);
    expect(isCurrent(at("x.yaml"), LEDGER)).toBe(true);
    expect(isCurrent(at("x.yaml"), LATER)).toBe(false);
    expect(writeLedger(at("x.yaml"), { ledger: LEDGER, forgotten: [] }).status).toBe("unchanged");
    expect(readFileSync(at("x.lock.json"), "utf8")).toBe(text);
  });

  it("is written where a symbolic link leads", () => {
    mkdirSync(at("kept"));
    writeFileSync(at("kept", "ledger.json"), formatLedger(LEDGER));
    symlinkSync(join("kept", "ledger.json"), at("x.lock.json"));
    writeLedger(at("x.yaml"), { ledger: LATER, forgotten: [] });
    expect(lstatSync(at("x.lock.json")).isSymbolicLink()).toBe(true);
    expect(readFileSync(at("kept", "ledger.json"), "utf8")).toBe(formatLedger(LATER));
  });

  it("fails with what to do where it cannot be written", () => {
    const writing = (): unknown => writeLedger(at("no", "x.yaml"), { ledger: LEDGER, forgotten: [] });
    expect(writing).toThrow(Failure);
    expect(writing).toThrow(/cannot be\s+written/);
  });

  describe("of a repository", () => {
    const git = (...args: string[]): string => execFileSync("git", ["-C", folder, ...args], { encoding: "utf8" });
    const check = (base: string, config = at("x.yaml")): Promise<void> => checkLedger({ base, config });

    beforeEach(() => {
      git("init", "--quiet");
      git("config", "user.email", "a@example.com");
      git("config", "user.name", "a");
      writeFileSync(at("x.lock.json"), formatLedger(LEDGER));
      git("add", ".");
      git("commit", "--quiet", "--message", "one");
    });

    it("has what was committed, whatever else there is of the name", async () => {
      git("branch", "both");
      git("tag", "both");
      await expect(check("both")).resolves.toBeUndefined();
    });

    it("lacks what it lacks, whatever way leads to it", async () => {
      writeFileSync(at("x.lock.json"), formatLedger({ ...LEDGER, accounts: {} }));
      symlinkSync(folder, at("link"));
      await expect(check("HEAD")).rejects.toThrow(/accounts: shop/);
      await expect(check("HEAD", at("link", "x.yaml"))).rejects.toThrow(/accounts: shop/);
    });

    it.each(["nothing", "", "--all", "HEAD:x.lock.json", "HEAD..HEAD"])("is not of the revision '%s'", async (base) => {
      await expect(check(base)).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringContaining("no revision") as string,
      });
    });
  });
});
