import { eventRules } from "../../../catalogs";
import { EventAlert, EventForwarderRole, EventForwarding, EventTargetRole, SecurityBus } from "../../../modules/events";
import { AlertTopic } from "../../../modules/sns";
import { DeadLetterQueue } from "../../../modules/sqs";
import type { Uses } from "./uses";

const busArn = "arn:aws:events:eu-west-1:222222222222:event-bus/security";
const furtherBusArns = ["arn:aws:events:eu-west-1:333333333333:event-bus/siem"];
const eventPattern = { source: ["aws.signin"], detail: { userIdentity: { type: ["Root"] } } };
const rules = eventRules();

/** Every prop of the constructs of `modules/events`. */
export const EVENTS: Uses = {
  EventAlert: (stack) => {
    const targets = [
      "arn:aws:lambda:eu-west-1:222222222222:function:triage",
      { arn: new DeadLetterQueue(stack, "siem").queueArn, kind: "sqs", id: "siem" } as const,
    ];
    new EventAlert(stack, "root-sign-in", {
      busName: "security",
      ruleName: "root-sign-in",
      eventPattern: rules.rootSignIn?.pattern ?? eventPattern,
      readsToo: true,
      description: "The root user signs in. Ask who it was.",
      topicArn: new AlertTopic(stack, "alerts").topicArn,
      deadLetterQueueArn: new DeadLetterQueue(stack, "undelivered").queueArn,
      targets,
      targetRoleArn: new EventTargetRole(stack, "targets", { roleName: "event-targets", targets }).roleArn,
    });
  },
  EventForwarderRole: (stack) =>
    new EventForwarderRole(stack, "forwarder", { roleName: "security-event-forwarder", busArn, furtherBusArns }),
  EventForwarding: (stack) => {
    const { roleArn } = new EventForwarderRole(stack, "forwarder", { busArn, furtherBusArns });
    new EventForwarding(stack, "root-sign-in", {
      ruleName: "root-sign-in",
      eventPattern,
      description: "The root user signs in",
      readsToo: true,
      busArn,
      furtherBusArns,
      roleArn,
    });
  },
  EventTargetRole: (stack) =>
    new EventTargetRole(stack, "targets", {
      roleName: "event-targets",
      targets: [
        "arn:aws:lambda:eu-west-1:222222222222:function:triage",
        "arn:aws:states:eu-west-1:222222222222:stateMachine:respond",
      ],
    }),
  SecurityBus: (stack) =>
    new SecurityBus(stack, "bus", {
      busName: "security",
      organizationId: "o-exampleorgid",
      forwarderRoleName: "security-event-forwarder",
      description: "Security events of every account",
      archiveName: "security",
      archiveDays: 365,
    }),
};
