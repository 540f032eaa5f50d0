import { references, unknownBeforeApply, withStandIns } from "../../scan/interpolation";

const ACCOUNT = "${data.terraform_remote_state.organization.outputs.aws_organizations_accountaccount-auditid}";

describe("references", () => {
  it("are listed with their attribute and without, as a plan lists them", () => {
    expect(references("${aws_kms_key.log-key.arn}")).toEqual(["aws_kms_key.log-key.arn", "aws_kms_key.log-key"]);
    expect(references("${data.aws_vpcs.all.ids}")).toEqual(["data.aws_vpcs.all.ids", "data.aws_vpcs.all"]);
    expect(references("${aws_organizations_organization.org.roots[0].id}")).toEqual([
      "aws_organizations_organization.org.roots[0].id",
      "aws_organizations_organization.org",
    ]);
  });

  it("are none where the interpolation is escaped", () => {
    expect(references("$${AWS::AccountId} and $${version}")).toEqual([]);
  });
});

describe("a text that names what is still to be created", () => {
  it.each([
    ["${aws_kms_key.log-key.arn}", true],
    ["${aws_cloudwatch_log_group.log-group.arn}:*", true],
    [ACCOUNT, false],
    ["logs", false],
    ['{"Resource":"${aws_sns_topic.alerts.arn}"}', false],
  ])("%s is unknown before it is applied: %s", (text, expected) => {
    expect(unknownBeforeApply(text)).toBe(expected);
  });
});

describe("stand-ins", () => {
  it("leave ARNs ARNs, and policies JSON", () => {
    const policy = `{"Principal":{"AWS":"arn:aws:iam::${ACCOUNT}:root"},"Resource":"\${aws_sns_topic.alerts.arn}"}`;
    expect(JSON.parse(withStandIns(policy))).toEqual({
      Principal: { AWS: expect.stringMatching(/^arn:aws:iam::\d{12}:root$/) as string },
      Resource: expect.stringMatching(/^arn:aws:sns:[\w-]+:\d{12}:[\w-]+$/) as string,
    });
  });

  it("take nothing for every account or resource", () => {
    expect(withStandIns("${var.anything} ${aws_a.b.arn} ${each.value}")).not.toContain("*");
  });

  it("are not put where an interpolation is escaped", () => {
    expect(withStandIns("arn:$${AWS::Partition}:iam")).toBe("arn:${AWS::Partition}:iam");
  });
});
