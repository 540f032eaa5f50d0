import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { logValidatorProgram } from "../../scripts/functions/log-validator";

const FILE = join("functions", "log-validator.js");

describe("the program of the function that validates log files", () => {
  it("is what its source says", () => {
    expect(logValidatorProgram()).toBe(readFileSync(FILE, "utf8"));
  });

  it("is the same from another working folder", () => {
    const before = process.cwd();
    try {
      process.chdir(tmpdir());
      expect(logValidatorProgram(before) === readFileSync(join(before, FILE), "utf8")).toBe(true);
    } finally {
      process.chdir(before);
    }
  });

  it("names nothing of the machine, is small, and needs the AWS SDK of Lambda only", () => {
    const text = logValidatorProgram();
    expect(text).not.toContain(process.cwd());
    expect(text).not.toMatch(/\/(?:home|root|tmp|work)\//);
    expect(text.length).toBeLessThan(500_000);
    const required = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = ""]) => name);
    expect(required.length).toBeGreaterThan(10);
    expect(required.filter((name) => !/^(?:node:|@aws-sdk\/client-)/.test(name))).toEqual([]);
    expect(text).not.toMatch(/cdktf|constructs/);
    // Lambda's AWS SDK is found by require, and not by import.
    expect(text).not.toMatch(/\bimport\(/);
  });

  it("is loaded by a Node.js that knows nothing of it, and refuses an environment that is not as it must be", () => {
    const script = `require(${JSON.stringify(join(process.cwd(), FILE))}).handler({}, {}).catch((e) => process.stdout.write(e.message))`;
    const output = execFileSync(process.execPath, ["--no-warnings", "-e", script], {
      encoding: "utf8",
      env: { BUCKET: "trail-bucket", GRACE_MINUTES: "two" },
    });
    expect(output).toMatch(/TABLE=""/);
    expect(output).toContain('GRACE_MINUTES="two"');
    expect(output).not.toContain("BUCKET=");
  });
});
