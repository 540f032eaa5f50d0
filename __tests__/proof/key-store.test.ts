import type { LandingZone } from "../../config/landing-zone";
import { Matrix } from "../../proof/matrix";
import type { Cell } from "../../proof/matrix";
import { mutations } from "../../proof/mutations";
import { surprises } from "../../proof/report";
import { existingLandingZone } from "../support/landing-zones";

const TIMEOUT = 120_000;
const KEYS = ["keyStores", "probes", "hsmClusters", "hsms", "hsmBackups", "hsmLogs"];

const TYPES = {
  cloudhsm: "phase: active, trustAnchor: examples/customerCA.crt, availabilityZones: [eu-west-1a, eu-west-1b]",
  external: "phase: active, connectivity: public-endpoint, endpoint: https://xks.example.com, keyId: logs",
};

const withKeyStore = (type: keyof typeof TYPES): LandingZone =>
  existingLandingZone(`keyStore: { type: ${type}, ${TYPES[type]} }`);

const cellsOf = (matrix: Matrix): Promise<Cell[]> =>
  matrix.cells(({ guardrail }) => guardrail !== undefined && KEYS.includes(guardrail));
const allowed = (cells: readonly Cell[], label: string, account: string): string[] =>
  cells
    .filter(({ decision, question }) => decision.allowed && question.label === label)
    .map(({ principal }) => principal.key)
    .filter((key) => key.endsWith(account));

describe("the proof of a landing zone with a key store", () => {
  const matrix = new Matrix(withKeyStore("cloudhsm"));
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
    for (const label of ["delete an HSM backup", "share an HSM backup", "copy an HSM backup to another region"]) {
      expect(allowed(cells, label, "-log-archive")).toEqual(["break-glass-log-archive"]);
    }
  });

  it(
    "depends on every statement about it",
    async () => {
      const sids = ["KeyStores", "Probes", "HsmClusters", "Hsms", "HsmBackups", "HsmLogs"];
      const found = await mutations(matrix, cells);
      const ours = found.filter(({ statement }) => sids.some((sid) => statement === `SCP ${sid}`));
      expect(ours).toHaveLength(sids.length);
      expect(ours.filter(({ flips }) => flips === undefined)).toEqual([]);
    },
    TIMEOUT,
  );

  it("asks nothing of HSMs where the keys are elsewhere, and nothing at all where there is no key store", async () => {
    const external = await cellsOf(new Matrix(withKeyStore("external")));
    expect(new Set(external.map(({ question }) => question.guardrail))).toEqual(new Set(["keyStores", "probes"]));
    expect(surprises(external)).toEqual([]);
    expect(await cellsOf(new Matrix(existingLandingZone()))).toEqual([]);
  });
});
