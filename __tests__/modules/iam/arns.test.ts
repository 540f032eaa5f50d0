import { accountRootArn, roleArn } from "../../../modules/iam/arns";

describe.each(["aws", "aws-cn", "aws-us-gov"])("ARNs in the partition %s", (partition) => {
  it("of an account mean all of it", () => {
    expect(accountRootArn({ partition }, "222222222222")).toBe(`arn:${partition}:iam::222222222222:root`);
  });

  it("of a role are known before the role exists", () => {
    expect(roleArn({ partition }, "222222222222", "break-glass")).toBe(
      `arn:${partition}:iam::222222222222:role/break-glass`,
    );
  });
});
