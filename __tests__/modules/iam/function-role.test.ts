import { FunctionRole } from "../../../modules/iam/function-role";
import type { FunctionRoleProps } from "../../../modules/iam/function-role";
import { trustUsers } from "../../../modules/iam/trust";
import { synthesizeModule } from "../../support/terraform";

const READ = {
  Sid: "ReadTrail",
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::logs/${aws:PrincipalTag/team}/*",
} as const;

function role(props: Partial<FunctionRoleProps> = {}) {
  return synthesizeModule((stack, environment) => {
    new FunctionRole(stack, "reader", {
      environment,
      roleName: "example-log-reader",
      description: "Reads the logs",
      hours: 2,
      trust: [trustUsers(["arn:aws:iam::333333333333:user/alice"])],
      statements: [READ],
      ...props,
    });
  });
}

describe("FunctionRole", () => {
  it("has its name, its longest session and its boundary", () => {
    const boundaryArn = "arn:aws:iam::222222222222:policy/example-access-boundary";
    expect(role({ boundaryArn }).resource("aws_iam_role")).toMatchObject({
      name: "example-log-reader",
      max_session_duration: 7200,
      permissions_boundary: boundaryArn,
    });
  });

  it("has customer-managed policies only, whose variables Terraform leaves alone", () => {
    const template = role({ policyArns: ["arn:aws:iam::222222222222:policy/example-alarm-reader"] });
    expect(template.statements("aws_iam_policy").ReadTrail).toEqual({
      ...READ,
      Resource: "arn:aws:s3:::logs/$${aws:PrincipalTag/team}/*",
    });
    expect(template.resources("aws_iam_role_policy_attachment").map((block) => block.policy_arn)).toEqual([
      "arn:aws:iam::222222222222:policy/example-alarm-reader",
      expect.stringMatching(/aws_iam_policy\.\w+\.arn/),
    ]);
    expect(template.resource("aws_iam_role").inline_policy).toBeUndefined();
  });

  it("splits what one policy cannot hold", () => {
    const long = { ...READ, Sid: "More", Resource: `arn:aws:s3:::${"b".repeat(6000)}` };
    const template = role({ statements: [READ, long] });
    const names = template.resources("aws_iam_policy").map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set(["example-log-reader", "example-log-reader-2"]));
    expect(template.resources("aws_iam_role_policy_attachment")).toHaveLength(2);
  });

  it("denies what comes from elsewhere, but not what a service calls for the session", () => {
    const { NotFromElsewhere } = role({ sourceNetworks: ["203.0.113.0/24"] }).statements("aws_iam_policy");
    expect(NotFromElsewhere).toMatchObject({
      Effect: "Deny",
      Condition: { NotIpAddress: { "aws:SourceIp": ["203.0.113.0/24"] }, Bool: { "aws:ViaAWSService": "false" } },
    });
  });

  it("refuses a trust policy that IAM would refuse for its length", () => {
    const users = Array.from({ length: 60 }, (_, index) => `arn:aws:iam::333333333333:user/person-${index}`);
    expect(() => role({ trust: [trustUsers(users)] })).toThrow(
      /the trust policy of the role example-log-reader has \d+ characters; IAM allows 2048/,
    );
  });
});
