import { Matrix } from "../../proof/matrix";
import type { Cell } from "../../proof/matrix";
import { mutations } from "../../proof/mutations";
import { surprises } from "../../proof/report";
import { existingLandingZone } from "../support/landing-zones";

const TIMEOUT = 120_000;
const AREAS = ["bucket of findings", "key of findings", "way of findings"];
/** What lets findings through. */
const GRANTS = [
  "FirehoseLooks",
  "FirehoseWritesFindings",
  "WritersEncrypt",
  "ReadersDecrypt",
  "WriteObjects",
  "PutRecords",
];

describe("the proof of a landing zone with Amazon Inspector", () => {
  const matrix = new Matrix(existingLandingZone("inspector: {}"));
  let cells: Cell[];
  const allowed = (label: string): string[] =>
    cells
      .filter(({ decision, question }) => decision.allowed && question.label === label)
      .map(({ principal }) => principal.key);

  beforeAll(async () => {
    cells = await matrix.cells(
      ({ area, guardrail, label }) =>
        AREAS.includes(area) || guardrail === "findings" || label === "put an event on the bus",
    );
  }, TIMEOUT);

  it("has no answer that is not as it should be", () => {
    expect(new Set(cells.map(({ question }) => question.area))).toEqual(
      new Set([...AREAS, "bus of tampering", "in their own accounts", "security event bus"]),
    );
    expect(surprises(cells)).toEqual([]);
  });

  it("lets the stream alone write findings, and EventBridge's role alone, of those without rights, feed it", () => {
    expect(allowed("write findings, or over them")).toEqual(["finding-stream"]);
    expect(allowed("put a finding into the stream")).toContain("finding-delivery");
    expect(allowed("put an event on the bus")).toContain("finding-forwarder");
  });

  it("leaves the stream, and what watches it, to who deploys", () => {
    for (const label of ["stop the delivery of findings", "rewrite the probe of coverage"]) {
      expect(allowed(label).filter((key) => key.endsWith("-audit"))).toEqual(["deployment-audit", "break-glass-audit"]);
    }
  });

  it(
    "depends on every grant on the way",
    async () => {
      const found = await mutations(matrix, cells, undefined, (statement) =>
        GRANTS.some((sid) => statement.includes(` ${sid} of `)),
      );
      expect(found.length).toBeGreaterThanOrEqual(GRANTS.length);
      expect(found.filter(({ flips }) => flips === undefined)).toEqual([]);
    },
    TIMEOUT,
  );
});
