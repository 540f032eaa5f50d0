import { Matrix } from "../../proof/matrix";
import type { Cell } from "../../proof/matrix";
import { mutations } from "../../proof/mutations";
import { surprises } from "../../proof/report";
import { existingLandingZone } from "../support/landing-zones";

const TIMEOUT = 120_000;
const KEYS = ["keyStores", "probes", "hsmClusters", "hsms", "hsmBackups", "hsmLogs"];

const cellsOf = (matrix: Matrix): Promise<Cell[]> =>
  matrix.cells(({ guardrail }) => guardrail !== undefined && KEYS.includes(guardrail));
const allowed = (cells: readonly Cell[], label: string, account: string): string[] =>
  cells
    .filter(({ decision, question }) => decision.allowed && question.label === label)
    .map(({ principal }) => principal.key)
    .filter((key) => key.endsWith(account));

// Without one in the file: what guards a key store stays when it is taken out.
describe("the proof of what guards a key store", () => {
  const matrix = new Matrix(existingLandingZone());
  let cells: Cell[];

  beforeAll(async () => {
    cells = await cellsOf(matrix);
  }, TIMEOUT);

  it("has no answer that is not as it should be", () => {
    expect(new Set(cells.map(({ question }) => question.guardrail))).toEqual(new Set(KEYS));
    expect(surprises(cells)).toEqual([]);
  });

  it("leaves stores, clusters and HSMs to who deploys, and backups to who breaks the glass", () => {
    for (const label of ["disconnect a key store", "delete the HSM cluster", "delete an HSM"]) {
      expect(allowed(cells, label, "-log-archive")).toEqual(["deployment-log-archive", "break-glass-log-archive"]);
    }
    for (const label of [
      "delete an HSM backup",
      "share an HSM backup",
      "copy an HSM backup to another region",
      "make an HSM cluster of a backup",
    ]) {
      expect(allowed(cells, label, "-log-archive")).toEqual(["break-glass-log-archive"]);
    }
  });

  it(
    "depends on every statement about it",
    async () => {
      const sids = ["KeyStores", "Probes", "HsmClusters", "Hsms", "HsmBackups", "HsmLogs"];
      const found = await mutations(matrix, cells, undefined, (statement) =>
        sids.some((sid) => statement === `SCP ${sid}`),
      );
      expect(found).toHaveLength(sids.length);
      expect(found.filter(({ flips }) => flips === undefined)).toEqual([]);
    },
    TIMEOUT,
  );

  it("leaves the key stores and HSMs of other accounts to them, but what carries the landing zone's tag or name", () => {
    for (const label of [
      "disconnect a key store",
      "delete an HSM",
      "delete an HSM backup",
      "delete the audit log of HSMs",
    ]) {
      expect(allowed(cells, label, "-audit")).toContain("admin-audit");
    }
    for (const label of ["delete the HSM cluster", "rewrite the key store's probe"]) {
      expect(allowed(cells, label, "-audit")).not.toContain("admin-audit");
    }
  });
});
