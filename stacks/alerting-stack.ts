import { TerraformOutput, Token } from "cdktf";
import type { Construct } from "constructs";
import { bySeverity } from "../config/detection/severity";
import type { Severity } from "../config/detection/severity";
import type { LandingZone } from "../config/landing-zone";
import { ChatChannel } from "../modules/chat/chat-channel";
import { ChatRole } from "../modules/chat/chat-role";
import { eventBusArn, eventRuleArn } from "../modules/events/arns";
import { EventAlert } from "../modules/events/event-alert";
import { EventTargetRole } from "../modules/events/event-target-role";
import { SecurityBus } from "../modules/events/security-bus";
import { NotificationKey } from "../modules/kms/notification-key";
import { AlertTopic } from "../modules/sns/alert-topic";
import { DeadLetterQueue } from "../modules/sqs/dead-letter-queue";
import { alertKeyProps } from "./alert-key";
import { subscriptionsOf } from "./alert-subscriptions";
import { alertTopicArns } from "./alert-topics";
import { chatApiRegion } from "./chat-region";
import { addConfigTopics } from "./config-topics";
import { addHealthAlarms } from "./health-alarms";
import { LandingZoneStack } from "./landing-zone-stack";
import type { OrganizationStack } from "./organization-stack";
import { addRuleFailedAlarm } from "./rule-failed-alarm";
import { addTamperingCarrier } from "./tampering-carrier";

/**
 * The audit account's alerts: a topic for each severity, its subscribers, and the bus of security events; and the second carrier
 * of tampering, which has a bus and a topic of its own.
 */
export class AlertingStack extends LandingZoneStack {
  /** ARN of the topic of each severity, known before the topic is. */
  readonly topicArns: Readonly<Record<Severity, string>>;
  /** Known before the bus is. */
  readonly securityBusArn: string;
  /** Bus of the second carrier of tampering, known before it is. */
  readonly tamperingBusArn: string;
  /** The same topics for resources of this stack, which depend on them. */
  private readonly topics: Readonly<Record<Severity, string>>;
  private readonly tamperingTopicArn: string;

  constructor(scope: Construct, landingZone: LandingZone, organization: OrganizationStack) {
    super(scope, "alerting", landingZone, organization.account(landingZone.audit), { everyRegion: true });
    this.addDependency(organization);
    const { alerts, detection, logArchive, management, names } = landingZone;
    const environment = this.home;

    const key = new NotificationKey(this, "alert-key", alertKeyProps(environment, landingZone));
    // Whether the file has a key store or not: its alarms stay in AWS when it is taken out.
    const keyStoreAccountId = organization.account(logArchive).accountId;
    const topics = bySeverity((severity) => {
      const { topicName, ...subscribers } = alerts.routes[severity];
      return new AlertTopic(this, `alerts-${severity}`, {
        environment,
        topicName,
        kmsKeyArn: key.keyArn,
        alarmAccountIds: [management.id, environment.accountId, keyStoreAccountId],
        // Whose alarms Security Hub judges, and whose readers of alarms are to see who is alerted.
        readerAccountIds: [management.id],
        subscriptions: subscriptionsOf(subscribers),
      });
    });
    this.topics = bySeverity((severity) => topics[severity].topicArn);
    const elsewhere = this.in(alerts.tampering.region);
    const tampering = addTamperingCarrier(this, {
      environment: elsewhere,
      landingZone,
      organizationId: organization.organizationId,
    });
    this.tamperingTopicArn = tampering.topicArn;
    this.tamperingBusArn = eventBusArn(elsewhere, names.tamperingBus);
    this.addConfirmationOutput({ ...topics, tampering });
    this.topicArns = alertTopicArns(environment, landingZone);
    this.addChatChannels();

    const bus = new SecurityBus(this, "security-bus", {
      environment,
      busName: names.securityBus,
      organizationId: organization.organizationId,
      forwarderRoleName: names.forwardingRole,
      archiveName: names.eventArchive,
      archiveDays: detection.archiveDays,
    });
    this.securityBusArn = eventBusArn(environment, names.securityBus);
    const deadLetters = new DeadLetterQueue(this, "dead-letters", {
      environment,
      queueName: names.securityDeadLetterQueue,
      kmsKeyArn: key.keyArn,
      senders: [
        {
          sid: "RulesSend",
          service: "events.amazonaws.com",
          sourceArn: eventRuleArn(environment, "*", names.securityBus),
        },
      ],
    });
    this.addRules(bus.busName, deadLetters.queueArn);
    addHealthAlarms(this, "audit", { environment, landingZone, topics: this.topics });
    if (landingZone.config.recording.notifications) {
      addConfigTopics(this, landingZone, this.environments, organization.organizationId);
    }
  }

  /** cdktf and Terraform print it after every deployment: AWS delivers nothing to those who have not confirmed. */
  private addConfirmationOutput(topics: Readonly<Record<string, AlertTopic>>): void {
    new TerraformOutput(this, "waits_for_confirmation", {
      description: "Subscribers of alert topics; true: is told nothing until the message of AWS is confirmed",
      // Of an object that is no token cdktf 0.21 asks `util.isArray`, of which Node.js 22 and newer warn (DEP0044).
      value: Token.asAny(
        Object.fromEntries(Object.entries(topics).map(([key, { unconfirmed }]) => [key, unconfirmed])),
      ),
    });
  }

  /**
   * A rule for each kind of event, and an alarm on each rule: a rule that fails to invoke its targets notifies nobody.
   */
  private addRules(busName: string, deadLetterQueueArn: string): void {
    const { detection, names } = this.landingZone;
    const environment = this.home;
    const targetArns = [...new Set(detection.rules.flatMap(({ targets }) => targets))];
    const targetRole =
      targetArns.length === 0
        ? undefined
        : new EventTargetRole(this, "event-targets", {
            environment,
            roleName: names.eventTargetRole,
            targets: targetArns,
          });
    const rules = detection.rules.filter(({ carriers }) => carriers.includes("alerts"));
    for (const { advice, key, pattern, readsToo, ruleName, severity, targets, title } of rules) {
      new EventAlert(this, `rule-${key}`, {
        environment,
        busName,
        ruleName,
        deadLetterQueueArn,
        targets,
        eventPattern: pattern,
        readsToo,
        description: `${title}. ${advice}`,
        topicArn: this.topics[severity],
        targetRoleArn: targetRole?.roleArn,
      });
      addRuleFailedAlarm(this, `failed-${key}`, {
        environment,
        landingZone: this.landingZone,
        ruleName,
        topicArn: this.topics.critical,
      });
    }
  }

  private addChatChannels(): void {
    const { alerts, homeRegion, name, names } = this.landingZone;
    const channels = [
      ...alerts.slack.map(({ channelId, severities, workspaceId }) => ({
        channelId,
        severities,
        client: { slack: { teamId: workspaceId, channelId } },
      })),
      ...alerts.teams.map(({ channelId, severities, teamId, tenantId }) => ({
        channelId,
        severities,
        client: { teams: { tenantId, teamId, channelId } },
      })),
    ];
    if (channels.length === 0) {
      return;
    }
    const environment = this.in(chatApiRegion(homeRegion));
    const role = new ChatRole(this, "chat-role", { environment: this.home, roleName: names.chatRole });
    for (const { channelId, client, severities } of channels) {
      const slug = channelId.replace(/[^A-Za-z0-9]+/g, "-");
      new ChatChannel(this, `chat-${slug}`, {
        environment,
        client,
        configurationName: `${name}-${slug}`.slice(0, LONGEST_CHANNEL_NAME),
        roleArn: role.roleArn,
        guardrailPolicyArns: [role.readOnlyPolicyArn],
        topicArns: [
          ...severities.map((severity) => this.topics[severity]),
          ...(severities.some((severity) => alerts.tampering.severities.includes(severity))
            ? [this.tamperingTopicArn]
            : []),
        ],
      });
    }
  }
}

const LONGEST_CHANNEL_NAME = 128;
