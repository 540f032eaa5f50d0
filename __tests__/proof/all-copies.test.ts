import { whoLosesAllCopies } from "../../proof/all-copies";
import { Matrix } from "../../proof/matrix";
import { existingLandingZone } from "../support/landing-zones";

const TIMEOUT = 60_000;
const AREAS = ["trail bucket", "log key", "replica bucket", "replica key"];
const WAYS = ["s3:DeleteObjectVersion", "kms:ScheduleKeyDeletion"];

async function losers(archive: string): Promise<string[]> {
  const cells = await new Matrix(existingLandingZone(`archive: { ${archive} }`)).cells(
    ({ action, area }) => AREAS.includes(area) && WAYS.includes(action),
  );
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
});
