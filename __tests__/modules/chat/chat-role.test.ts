import { ChatRole } from "../../../modules/chat/chat-role";
import { synthesizeModule } from "../../support/terraform";

const READ_ONLY_ARN = "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess";

describe("ChatRole", () => {
  const guardrails: string[] = [];
  const template = synthesizeModule((stack, environment) => {
    guardrails.push(new ChatRole(stack, "role", { environment, roleName: "org-chat" }).readOnlyPolicyArn);
  });

  it("is assumed by the chat service", () => {
    expect(template.resource("aws_iam_role", "role").name).toBe("org-chat");
    expect(template.statements("aws_iam_role", "assume_role_policy")).toEqual({
      ServiceAssumesRole: {
        Sid: "ServiceAssumesRole",
        Effect: "Allow",
        Principal: { Service: "chatbot.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    });
  });

  it("may look at CloudWatch, and has no other policy", () => {
    expect(template.resource("aws_iam_role_policy_attachment")).toMatchObject({
      role: "${aws_iam_role.role.name}",
      policy_arn: READ_ONLY_ARN,
    });
    expect(template.addresses).toHaveLength(2);
  });

  it("offers the same policy as a guardrail", () => {
    expect(guardrails).toEqual([READ_ONLY_ARN]);
  });
});
