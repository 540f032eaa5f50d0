import { describeLedger, listed } from "../../../cli/ledger/describe";
import type { Forgotten } from "../../../stacks/ledger";

const FILE = "landing-zone.lock.json";

const many = (stacks: number, each: number): Forgotten[] =>
  Array.from({ length: stacks * each }, (_, index) => ({
    stack: `baseline-${index % stacks}`,
    address: `aws_config_configuration_recorder_status.config-us-east-1_status_${index}`,
    in: `${index % stacks}/us-east-1`,
  }));

describe("what happened to a ledger", () => {
  it("is a sentence where nothing left", () => {
    expect(describeLedger({ file: FILE, status: "unchanged", forgotten: [], stillOn: [], ignored: [] })).toBe(
      `The ledger ${FILE} is as it was.`,
    );
  });

  it("names what is forgotten below where it is, within 80 columns", () => {
    const text = describeLedger({ file: FILE, status: "updated", forgotten: many(2, 2), stillOn: [], ignored: [] });
    expect(text.split("\n").slice(1)).toEqual([
      "4 resources left the configuration. Terraform forgets them, and they stay in",
      "AWS:",
      "  baseline-0 in 0/us-east-1",
      "    aws_config_configuration_recorder_status.config-us-east-1_status_0",
      "    aws_config_configuration_recorder_status.config-us-east-1_status_2",
      "  baseline-1 in 1/us-east-1",
      "    aws_config_configuration_recorder_status.config-us-east-1_status_1",
      "    aws_config_configuration_recorder_status.config-us-east-1_status_3",
    ]);
  });

  it("counts by place what would fill screens: a region that leaves a hundred accounts", () => {
    expect(listed(many(3, 20), 20)).toEqual([0, 1, 2].map((n) => `  baseline-${n} in ${n}/us-east-1: 20 resources`));
    const lines = listed(many(100, 2), 20);
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe("  and in 80 more places");
    expect(listed(many(100, 2))).toHaveLength(300);
    const text = describeLedger({ file: FILE, status: "updated", forgotten: many(3, 20), stillOn: [], ignored: [] });
    expect(text).toMatch(/: 20 resources\nThe command ledger lists each\.$/);
  });

  it("says how to be rid of what was forgotten before it was switched off", () => {
    const text = describeLedger({ file: FILE, status: "unchanged", forgotten: [], stillOn: many(1, 1), ignored: [] });
    expect(text.replace(/\s+/g, " ")).toContain(
      "1 resource that the configuration says is off Terraform has forgotten",
    );
    expect(text).toContain("  baseline-0 in 0/us-east-1\n");
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("says how names and addresses reach AWS, which no deployment changes", () => {
    const ignored = [
      { account: "shop", id: "444444444444", what: "name", from: "shop", to: "Web store" },
      { account: "blog", what: "email", from: "a@example.com", to: "b@example.com" },
    ] as const;
    const text = describeLedger({ file: FILE, status: "updated", forgotten: [], stillOn: [], ignored });
    expect(text).toContain("    aws account put-account-name --account-id 444444444444 --account-name 'Web store'\n");
    expect(text).toContain("aws account start-primary-email-update --account-id ID --primary-email b@example.com");
    expect(text.split("\n").filter((line) => line.length > 80 && !line.startsWith("    aws "))).toEqual([]);
  });
});
