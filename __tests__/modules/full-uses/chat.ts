import { ChatChannel, ChatRole } from "../../../modules/chat";
import type { Uses } from "./uses";

/** Every prop of the constructs of `modules/chat`. */
export const CHAT: Uses = {
  ChatChannel: (stack) =>
    new ChatChannel(stack, "alerts", {
      configurationName: "alerts",
      client: { slack: { teamId: "T07EXAMPLE", channelId: "C07EXAMPLE" } },
      roleArn: new ChatRole(stack, "role").roleArn,
      guardrailPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"],
      topicArns: ["arn:aws:sns:eu-west-1:222222222222:alerts"],
      loggingLevel: "INFO",
    }),
  ChatRole: (stack) => new ChatRole(stack, "role", { roleName: "chat" }),
};
