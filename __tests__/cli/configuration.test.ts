import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfiguration } from "../../cli/configuration";
import { extended } from "../config/support";

const folder = mkdtempSync(join(tmpdir(), "landing-zone-strict-"));
const file = join(folder, "landing-zone.yaml");

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("an expired suppression of the file", () => {
  beforeAll(() => {
    writeFileSync(
      file,
      extended(
        "inspector: { suppressions: [{ name: a, reason: accepted for now, expires: 2020-01-31, criteria: { title: [a] } }] }",
      ),
    );
    jest.spyOn(process.stderr, "write").mockReturnValue(true);
  });
  afterAll(() => jest.restoreAllMocks());

  it("is a warning", () => {
    expect(readConfiguration(file).inspector?.suppressions).toHaveLength(1);
  });

  it("is an error where warnings count as errors", () => {
    expect(() => readConfiguration(file, { strict: true })).toThrow(/suppressions\[0\]\.expires:\s+has\s+expired/);
  });
});
