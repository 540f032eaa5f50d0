// The command as users run it, as far as it comes without AWS.
import { devNull } from "node:os";
import { program } from "../support/program";
import type { Outcome } from "../support/program";

const TIMEOUT = 60_000;

const cli = program("cli/main.ts");

function check(...args: string[]): Outcome {
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"))),
    // Nothing listens there.
    AWS_ENDPOINT_URL: "http://127.0.0.1:9",
    AWS_MAX_ATTEMPTS: "1",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ACCESS_KEY_ID: "none",
    AWS_SECRET_ACCESS_KEY: "none",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
  return cli(["check", "--config", "examples/minimal.yaml", ...args], { env });
}

describe("landing-zone check", () => {
  it.each([
    [["--account", "audti"], 'there is no account "audti": did you mean "audit"?'],
    [["--region", "us-east-1"], 'there is no region "us-east-1": there are eu-west-1'],
    [["--check", "trial"], 'there is no check "trial": did you mean "trail"?'],
    [["--accont"], "Did you mean --account?"],
  ])(
    "refuses %j with exit code 1, as 2 means differences, before it looks anywhere",
    (args, message) => {
      const { status, stderr, stdout } = check(...args);
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr).toContain(message);
    },
    TIMEOUT,
  );

  it(
    "asks the AWS that the environment names, and fails where nobody is reached, with every check in JSON",
    () => {
      const { status, stderr, stdout } = check("--account", "management", "--json");
      const { reports } = JSON.parse(stdout) as { reports: { check: string; state: string }[] };
      expect(status).toBe(1);
      expect(reports.map(({ check: id, state }) => `${id}: ${state}`)).toEqual([
        "control-tower: failed",
        "roles: failed",
        "guardrails: failed",
        "trail: failed",
        "config-recorder: failed",
        "delivery-channel: failed",
        "flow-logs: failed",
        "ebs-encryption: failed",
        "alarm-actions: failed",
      ]);
      expect(stderr).toContain("ECONNREFUSED");
      expect(stderr).toContain("\n  trail: management, eu-west-1\n");
    },
    TIMEOUT,
  );

  it(
    "is typed by the program's own script in a checkout, where npm run check is another",
    () => {
      const { status, stdout } = check("--help");
      expect(status).toBe(0);
      expect(stdout).toContain("Usage: npm run landing-zone -- check [options]");
    },
    TIMEOUT,
  );
});
