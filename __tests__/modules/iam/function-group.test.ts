import { FunctionGroup } from "../../../modules/iam/function-group";
import { GroupMember } from "../../../modules/iam/user";
import { synthesizeModule } from "../../support/terraform";

const ROLES = [
  "arn:aws:iam::222222222222:role/example-log-reader",
  "arn:aws:iam::444444444444:role/example-log-reader",
] as const;

describe("FunctionGroup", () => {
  const template = synthesizeModule((stack, environment) => {
    new FunctionGroup(stack, "readers", {
      environment,
      groupName: "example-log-reader",
      description: "Reads the logs",
      roleArns: ROLES,
      mfaPolicyArn: "arn:aws:iam::222222222222:policy/example-access-mfa",
    });
  });

  it("allows its members to assume these roles and nothing else", () => {
    expect(Object.values(template.statements("aws_iam_policy"))).toEqual([
      { Sid: "AssumeTheRolesOfTheFunction", Effect: "Allow", Action: "sts:AssumeRole", Resource: ROLES },
    ]);
  });

  it("demands multi-factor authentication of them", () => {
    expect(template.resources("aws_iam_group_policy_attachment")).toContainEqual(
      expect.objectContaining({ policy_arn: "arn:aws:iam::222222222222:policy/example-access-mfa" }),
    );
  });
});

describe("GroupMember", () => {
  const member = (create: boolean) =>
    synthesizeModule((stack, environment) => {
      new GroupMember(stack, "member-alice", { environment, userName: "alice", create, groups: ["a", "b"] });
    });

  it("is one membership of its own, so that who goes takes nobody along", () => {
    expect(member(false).addresses).toEqual([expect.stringMatching(/^aws_iam_user_group_membership\.member-alice/)]);
    expect(member(false).resource("aws_iam_user_group_membership")).toMatchObject({
      user: "alice",
      groups: ["a", "b"],
    });
  });

  it("is a user without password and access keys, which is never replaced, where it is made", () => {
    const template = member(true);
    expect(template.resource("aws_iam_user")).toMatchObject({
      name: "alice",
      force_destroy: true,
      lifecycle: { prevent_destroy: true },
    });
    expect(template.addresses.filter((address) => /login_profile|access_key/.test(address))).toEqual([]);
  });
});
