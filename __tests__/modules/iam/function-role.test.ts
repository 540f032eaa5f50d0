import { FunctionPolicies } from "../../../modules/iam/function-policies";
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
const POLICY = "arn:aws:iam::222222222222:policy/example-log-reader";

function role(props: Partial<FunctionRoleProps> = {}) {
  return synthesizeModule((stack, environment) => {
    new FunctionRole(stack, "reader", {
      environment,
      roleName: "example-log-reader",
      description: "Reads the logs",
      hours: 2,
      trust: [trustUsers(["arn:aws:iam::333333333333:user/alice"])],
      policyArns: { own: POLICY },
      ...props,
    });
  });
}

function policies(...names: readonly string[]) {
  return synthesizeModule((stack, environment) => {
    new FunctionPolicies(stack, "reading", {
      environment,
      description: "x",
      policies: new Map(names.map((name) => [name, [READ]])),
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

  it("has the policies that are given, and none of its own", () => {
    const template = role();
    expect(template.resource("aws_iam_role_policy_attachment")).toMatchObject({ policy_arn: POLICY });
    expect(template.resource("aws_iam_role").inline_policy).toBeUndefined();
    expect(template.resources("aws_iam_policy")).toEqual([]);
  });

  it("denies what comes from elsewhere, but not what a service calls for the session", () => {
    const { NotFromElsewhere } = role({ sourceNetworks: ["203.0.113.0/24"] }).statements("aws_iam_policy");
    expect(NotFromElsewhere).toMatchObject({
      Effect: "Deny",
      Condition: { NotIpAddress: { "aws:SourceIp": ["203.0.113.0/24"] }, Bool: { "aws:ViaAWSService": "false" } },
    });
  });

  it("refuses what IAM would refuse: a trust policy that is too long, too many policies", () => {
    const users = Array.from({ length: 60 }, (_, index) => `arn:aws:iam::333333333333:user/person-${index}`);
    expect(() => role({ trust: [trustUsers(users)] })).toThrow(
      /reader: trust: got "?a policy of \d+ characters"?; allowed: at most 2,048/,
    );
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`policy-${index}`, POLICY]));
    expect(() => role({ policyArns: many })).toThrow(/policyArns: got "?11 policies"?; allowed: at most 10/);
  });
});

describe("FunctionPolicies", () => {
  it("leaves the variables of policies to IAM", () => {
    expect(policies("example-reader").statements("aws_iam_policy").ReadTrail).toEqual({
      ...READ,
      Resource: "arn:aws:s3:::logs/$${aws:PrincipalTag/team}/*",
    });
  });

  it("is a policy of each name", () => {
    const made = policies("example-reader", "example-reader-2").resources("aws_iam_policy");
    expect(new Set(made.map(({ name }) => name))).toEqual(new Set(["example-reader", "example-reader-2"]));
  });
});
