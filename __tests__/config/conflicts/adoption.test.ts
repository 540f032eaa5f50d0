import { spawnSync } from "node:child_process";
import { ADOPTED, changed, problemsOf, problems } from "../support";
import { ConfigurationError } from "../../../config/source/problem";

const without = (...lines: string[]): string =>
  ADOPTED.split("\n")
    .filter((line) => !lines.some((list) => line.includes(list)))
    .join("\n");

describe("the lists of an organization that is adopted", () => {
  it("have to be written, empty or not, because Terraform empties what it is not given", () => {
    expect(problems(changed({ "organization:": ADOPTED }))).toEqual([]);
    expect(problems(changed({ "organization:": without("trustedServices", "policyTypes") }))).toEqual([
      expect.stringMatching(
        /^4:1 organization\.trustedServices: is missing: Terraform switches off the trusted access of every service/,
      ),
      expect.stringMatching(/^4:1 organization\.policyTypes: is missing: Terraform disables every policy type/),
    ]);
    expect(problems(changed({ "organization:": without("policyTypes") }))).toHaveLength(1);
  });

  it("may be left out where the organization is created", () => {
    expect(problems(changed({}))).toEqual([]);
  });

  it("are not said to be missing where they cannot be read", () => {
    const text = changed({
      "organization:": ADOPTED.replace("trustedServices: []", "trustedServices: sso.amazonaws.com"),
    });
    expect(problems(text)).toEqual([expect.stringMatching(/^6:20 organization\.trustedServices: must be a list/)]);
  });

  it("are printed by commands of the error, as lines to paste", () => {
    const text = changed({ "organization:": without("trustedServices", "policyTypes") });
    const commands = new ConfigurationError(problemsOf(text)).message.match(/^ {4}aws (.*\\\n)+.*$/gm) ?? [];
    const [services = "", types = ""] = commands.map((command) => printedBy(command));
    expect(services).toBe("    - sso.amazonaws.com\n    - guardduty.amazonaws.com\n");
    const mended = `organization:\n  id: o-exampleorgid\n  trustedServices:\n${services}  policyTypes:\n${types.trimEnd()}`;
    expect(problems(changed({ "organization:": mended }))).toEqual([]);
  });
});

describe("a unit that exists", () => {
  const units = (workloads: string, production: string): string =>
    changed({
      "organization:": ADOPTED,
      "- name: Workloads": `    - name: Workloads${workloads}`,
      "- name: Production": `        - name: Production${production}`,
    });
  const id = (blanks: number, digit: string): string => `\n${" ".repeat(blanks)}id: ou-ab12-${digit.repeat(8)}`;

  it("has its id, and may have new units below it", () => {
    expect(problems(units(id(6, "1"), id(10, "2")))).toEqual([]);
    expect(problems(units(id(6, "1"), ""))).toEqual([]);
  });

  it("is below units that exist, as AWS moves none", () => {
    expect(problems(units("", id(10, "2")))).toEqual([
      expect.stringMatching(
        /organizationalUnits\[1\]\.organizationalUnits\[0\]\.id: this unit exists already, but the one above it is to be created/,
      ),
    ]);
  });
});

/** What a command prints where the AWS CLI answers as it does with `--output text`: each row a line. */
function printedBy(command: string): string {
  const aws = `aws() { case "$*" in
    *list-roots*) echo TAG_POLICY ;;
    *) printf '%s\\n' sso.amazonaws.com guardduty.amazonaws.com ;;
  esac; }`;
  const { status, stdout } = spawnSync("sh", ["-c", `${aws}\n${command}`], { encoding: "utf8" });
  expect(status).toBe(0);
  return stdout;
}
