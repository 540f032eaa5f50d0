// The command as users run it, as far as it comes without AWS.
import { devNull } from "node:os";
import { program } from "../support/program";
import type { Outcome } from "../support/program";

const TIMEOUT = 60_000;

const cli = program("cli/main.ts");

function defaultVpcs(...args: string[]): Outcome {
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
  return cli(["default-vpcs", "--config", "examples/minimal.yaml", ...args, "--json"], { env });
}

describe("landing-zone default-vpcs", () => {
  it.each([
    [["--account", "audit", "log-archiv"], 'there is no account "log-archiv": did you mean "log-archive"?'],
    [["--region", "us-east-1"], 'there is no region "us-east-1": there are eu-west-1'],
    [["--delet"], "Did you mean --delete?"],
  ])(
    "refuses %j with exit code 2, before it looks anywhere",
    (args, message) => {
      const { status, stderr, stdout } = defaultVpcs(...args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toContain(message);
    },
    TIMEOUT,
  );

  it(
    "asks the AWS that the environment names, goes on to every environment when one fails, and fails in the end",
    () => {
      const { status, stderr, stdout } = defaultVpcs("--account", "management", "audit");
      const { deleting, environments } = JSON.parse(stdout) as { deleting: boolean; environments: object[] };
      expect({ status, deleting }).toEqual({ status: 1, deleting: false });
      expect(environments).toEqual([
        expect.objectContaining({ account: "management", region: "eu-west-1", state: "failed" }),
        expect.objectContaining({ account: "audit", region: "eu-west-1", state: "failed" }),
      ]);
      expect(stderr).toContain("ECONNREFUSED");
      expect(stderr).toMatch(/\n {2}audit, eu-west-1\n/);
    },
    TIMEOUT,
  );
});
