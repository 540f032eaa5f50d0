import { tmpdir } from "node:os";
import { App } from "cdktf";
import type { Ledger } from "../../config/ledger/schema";
import { whoLosesAllCopies } from "../../proof/all-copies";
import { Matrix } from "../../proof/matrix";
import { surprises } from "../../proof/report";
import { defineLandingZone } from "../../stacks/landing-zone";
import { changedLandingZone, existingLandingZone } from "../support/landing-zones";

const TIMEOUT = 60_000;
const AREAS = ["trail bucket", "log key", "replica bucket", "replica key"];
const WAYS = ["s3:DeleteObjectVersion", "kms:ScheduleKeyDeletion"];

async function losers(archive: string, ledger?: Ledger): Promise<string[]> {
  const cells = await new Matrix(changedLandingZone(ledger, `archive: { ${archive} }`)).cells(
    ({ action, area }) => AREAS.includes(area) && WAYS.includes(action),
  );
  expect(surprises(cells)).toEqual([]);
  return whoLosesAllCopies(cells).map(({ key }) => key);
}

describe("who alone can make all copies of the trail's files unreadable", () => {
  it.each([
    ["one copy", "", ["break-glass-log-archive"]],
    ["copies beside the originals", "replica: { region: us-east-1 }", ["break-glass-log-archive"]],
    ["copies in another account", "replica: { region: us-east-1, account: audit }", []],
    [
      "copies and the originals' key in one other account",
      "logKeyAccount: audit, replica: { region: us-east-1, account: audit }",
      ["break-glass-audit"],
    ],
    [
      "the originals' key in another account than the copies",
      "logKeyAccount: audit, replica: { region: us-east-1 }",
      ["break-glass-log-archive"],
    ],
  ])(
    "is found: %s",
    async (_, archive, expected) => {
      expect(await losers(archive)).toEqual(expected);
    },
    TIMEOUT,
  );

  it(
    "is found of copies that moved, whose bucket and key have other addresses",
    async () => {
      const before = existingLandingZone("archive: { replica: { region: us-east-1, account: audit } }");
      const { ledger } = defineLandingZone(new App({ outdir: tmpdir() }), before);
      expect(await losers("replica: { region: us-east-1 }", ledger)).toEqual(["break-glass-log-archive"]);
    },
    TIMEOUT,
  );
});
