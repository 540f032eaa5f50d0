// What AWS services are exempt from, and the two contexts that S3 gives a key: each part of the conditions has to matter.
import { loadLandingZone } from "../../config/load";
import { Matrix } from "../../proof/matrix";
import type { Cell } from "../../proof/matrix";
import { withoutEffect } from "../../proof/idle-parts";
import { partMutations } from "../../proof/part-mutations";
import { surprises } from "../../proof/report";
import { existingLandingZone } from "../support/landing-zones";

const TIMEOUT = 1_200_000;

describe.each([
  ["the strictest example", () => loadLandingZone("examples/strictest.yaml").landingZone],
  ["one with findings", () => existingLandingZone("inspector: {}", 'archive: { minimumTlsVersion: "1.3" }')],
])("the conditions that services meet, of %s", (_, landingZone) => {
  const matrix = new Matrix(landingZone());
  let cells: Cell[];

  beforeAll(async () => {
    cells = await matrix.cells(({ label }) => /TLS 1|bucket key|begins the same|begins as/.test(label));
  }, TIMEOUT);

  it("are met by who should meet them, and by nobody else", () => {
    expect(surprises(cells)).toEqual([]);
    expect(cells.some(({ question }) => question.label.includes("over TLS 1.2"))).toBe(true);
  });

  it(
    "each change an answer",
    async () => {
      const named =
        /(DenyOldTlsOfOthers of .*\/(trail|replica|finding)-bucket|(ReadersDecryptConfig|ReplicationEncrypts) of .*): Condition /;
      const parts = await partMutations(matrix, cells, { named });
      expect(parts.length).toBeGreaterThanOrEqual(10);
      expect(withoutEffect(parts).map(({ statement }) => statement)).toEqual([]);
    },
    TIMEOUT,
  );
});
