import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { bootstrap } from "../../../cli/bootstrap";
import { ledgerAfterMove } from "../../../cli/bootstrap/ledger";
import { bootstrapLandingZone } from "../../../cli/bootstrap/run";
import { readConfiguration } from "../../../cli/configuration";
import { formatLedger, parseLedger } from "../../../config/ledger/file";
import { parseLandingZone } from "../../../config/load";
import type { MoveOutcome } from "../../../terraform/move-states";
import { defineLandingZone } from "../../../stacks/landing-zone";
import { ORGANIZATION_ID } from "../../support/landing-zones";

jest.mock("../../../cli/bootstrap/run");

const TEXT = [
  "name: small",
  "homeRegion: eu-west-1",
  "regions: [eu-west-1]",
  `organization: { id: ${ORGANIZATION_ID}, trustedServices: [], policyTypes: [] }`,
  "accounts:",
  '  management: { id: "111111111111", email: management@example.com }',
  '  logArchive: { id: "222222222222", email: log-archive@example.com }',
  '  audit: { id: "333333333333", email: audit@example.com }',
  "",
].join("\n");
const S3 = "state: { backend: s3, bucket: small-state, region: eu-west-1 }\n";
const PLACE = "s3://small-state/small";

let folder: string;
let file: string;
let ledgerFile: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "landing-zone-ledger-"));
  file = join(folder, "small.yaml");
  ledgerFile = join(folder, "small.lock.json");
  const { landingZone } = parseLandingZone(TEXT, file);
  writeFileSync(ledgerFile, formatLedger(defineLandingZone(new App({ outdir: folder }), landingZone).ledger));
  writeFileSync(file, TEXT + S3);
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
  process.exitCode = 0;
});

const recorded = () => parseLedger(readFileSync(ledgerFile, "utf8"), ledgerFile).state;

async function bootstrapped(confirm: boolean, ...outcomes: MoveOutcome[]) {
  jest.mocked(bootstrapLandingZone).mockResolvedValue({
    confirmed: confirm,
    parts: [],
    states: outcomes.map((outcome, index) => ({ stack: `stack-${index}`, outcome, from: "", to: "" })),
    next: [],
  });
  const write = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  write.mockClear();
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
  await bootstrap({ config: file, output: join(folder, "cdktf.out"), confirm, json: true });
  const { exitCode, next } = JSON.parse(write.mock.calls.map(([text]) => String(text)).join("")) as {
    exitCode: number;
    next: string[];
  };
  expect(process.exitCode).toBe(exitCode);
  return { exitCode, next: next.join(" ") };
}

it("is refused by all that do not move the states, which say what does", () => {
  expect(() => readConfiguration(file)).toThrow(/another state[^]*bootstrap\s+--confirm/);
});

it("has the new place once every state is there", async () => {
  expect(await bootstrapped(true, "moved", "already there", "empty")).toEqual({
    exitCode: 0,
    next: expect.stringContaining("commit it") as string,
  });
  expect(recorded()).toBe(PLACE);
  expect(() => readConfiguration(file)).not.toThrow();
  expect(await bootstrapped(true)).toEqual({ exitCode: 0, next: "" });
});

it.each<[boolean, MoveOutcome[], number, string]>([
  [false, ["would be moved"], 2, "once all of them are moved"],
  [true, ["moved", "failed"], 1, "once all of them are moved"],
  [true, ["already there", "refused"], 2, "once all of them are moved"],
  [true, [], 2, "there is none beside the stacks"],
  [true, ["empty"], 2, "there is none beside the stacks"],
])("stays as it is until then: %s, %j", async (confirm, outcomes, exitCode, next) => {
  expect(await bootstrapped(confirm, ...outcomes)).toEqual({
    exitCode,
    next: expect.stringContaining(next) as string,
  });
  expect(recorded()).toBe("local");
});

it("is of the bucket that it is, and is not moved to another", () => {
  writeFileSync(ledgerFile, readFileSync(ledgerFile, "utf8").replace('"local"', '"s3://other/small"'));
  expect(() => readConfiguration(file, { movesStates: true })).toThrow(/another state[^]*copy the\s+states first/);
  const { landingZone } = parseLandingZone(TEXT + S3, file);
  expect(ledgerAfterMove(landingZone, [], "small.lock.json")).toBeUndefined();
});
