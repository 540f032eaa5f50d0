import { GUARDRAILS } from "../../../config/guardrails";
import type { GuardrailKey } from "../../../config/guardrails";
import type { Guardrail } from "../../../config/guardrails/catalog";
import { leftOpenOn } from "../../../config/guardrails/left-open";
import type { GuardedKind } from "../../../config/guardrails/left-open";
import type { GuardrailStatement } from "../../../config/guardrails/statement";
import { alertTopicName } from "../../../config/names";
import { securityLogGroupName } from "../../../modules/hosts/agent-configuration";
import { bySid, BREAK_GLASS, DEPLOYMENT, EXCEPT_BREAK_GLASS, EXCEPT_DEPLOYMENT, input, LOG_ARCHIVE } from "./support";

const catalog = Object.entries<Guardrail>(GUARDRAILS);
/** With job functions, and states in a member account, there are all statements. */
const STATE_ACCOUNT = "444444444444";
const everything = input({
  access: { readers: ["example-log-reader"], samlProvider: "corporate" },
  states: { bucket: "states", accountId: STATE_ACCOUNT, managementId: "111111111111" },
});
const serviceControl = catalog.flatMap(([, guardrail]) => guardrail.serviceControl(everything));
const resourceControl = catalog.flatMap(([, guardrail]) => guardrail.resourceControl?.(everything) ?? []);

const only = (key: GuardrailKey): GuardrailStatement => {
  const [statement, ...others] = (GUARDRAILS[key] as Guardrail).serviceControl(input());
  if (statement === undefined || others.length > 0) throw new Error(`${key} has not one statement`);
  return statement;
};
const statementsOf = (key: GuardrailKey): readonly GuardrailStatement[] =>
  (GUARDRAILS[key] as Guardrail).serviceControl(input());
const { names } = input();

describe("every guardrail", () => {
  it.each(catalog)("says in a sentence what it protects: %s", (_, { protects }) => {
    expect(protects).toMatch(/^[A-Z].{20,}\.$/);
  });

  it.each(catalog)("denies, with a condition: %s", (_, guardrail) => {
    const statements = [...guardrail.serviceControl(everything), ...(guardrail.resourceControl?.(everything) ?? [])];
    expect(statements).not.toEqual([]);
    for (const statement of statements) {
      expect(statement.Effect).toBe("Deny");
      expect(statement.Condition).toBeDefined();
    }
  });
});

describe("the statements", () => {
  it("that deny all but what is left open are about resources that are named, not about everything", () => {
    const all = [...serviceControl, ...resourceControl].filter(({ NotAction }) => NotAction !== undefined);
    expect(all.length).toBeGreaterThan(10);
    for (const { Action, Resource } of all) {
      expect(Action).toBeUndefined();
      expect([Resource].flat()).not.toContain("*");
    }
    // AWS takes no such element in resource control policies.
    expect(resourceControl.filter(({ NotAction }) => NotAction !== undefined)).toEqual([]);
  });

  it.each([
    ["service control policies", serviceControl],
    ["resource control policies", resourceControl],
  ])("of %s have Sids of letters and digits, each once", (_, statements) => {
    const sids = statements.map(({ Sid }) => Sid);
    expect(new Set(sids).size).toBe(sids.length);
    for (const sid of sids) {
      expect(sid).toMatch(/^[A-Za-z0-9]+$/);
    }
  });

  it("of service control policies name no principal, those of resource control policies everyone, as AWS demands", () => {
    expect(serviceControl.filter((statement) => "Principal" in statement)).toEqual([]);
    expect(resourceControl.filter(({ Principal }) => Principal !== "*")).toEqual([]);
  });

  // Of the states those of their one account, which is known.
  const inStateAccount = (arn: string) => arn.replace("*", STATE_ACCOUNT);
  const exempted = ({ Condition }: GuardrailStatement) => [Condition?.ArnNotLike?.["aws:PrincipalArn"]].flat();

  it("of service control policies all exempt the break-glass role", () => {
    for (const statement of serviceControl) {
      const role = statement.Sid.startsWith("State") ? inStateAccount(BREAK_GLASS) : BREAK_GLASS;
      expect(exempted(statement)).toContain(role);
    }
  });

  it("exempt the deployment role from all but what destroys or reads logs, touches states, destroys keys, hands keys out, or leaves the organization", () => {
    const strictest = serviceControl.filter(
      (statement) => ![DEPLOYMENT, inStateAccount(DEPLOYMENT)].some((role) => exempted(statement).includes(role)),
    );
    expect(strictest.map(({ Sid }) => Sid)).toEqual([
      "LeaveOrganization",
      "LogObjects",
      "KeyDestruction",
      "States",
      "HsmBackups",
      "LogReaders",
    ]);
  });

  it("name no account but the log archive, those of the states aside, so that an account more or less changes no policy", () => {
    const others = [...serviceControl, ...resourceControl].filter(({ Sid }) => !Sid.startsWith("State"));
    const named = JSON.stringify(others).match(/[0-9]{12}/g) ?? [];
    expect([...new Set(named)]).toEqual([LOG_ARCHIVE]);
  });
});

describe("the guardrail", () => {
  it("of the organization keeps accounts from leaving and from closing themselves", () => {
    expect(only("organization")).toEqual({
      Sid: "LeaveOrganization",
      Effect: "Deny",
      Action: ["organizations:LeaveOrganization", "account:CloseAccount"],
      Resource: "*",
      Condition: EXCEPT_BREAK_GLASS,
    });
  });

  // prettier-ignore
  it.each<[GuardrailKey, string, string[], string | string[]]>([
    [
      "metricFilters",
      "logs",
      ["DeleteMetricFilter", "PutMetricFilter"],
      [`arn:aws:logs:*:*:log-group:${names.trailLogGroup}*`, `arn:aws:logs:*:*:log-group:${names.hostLogGroups}/*`],
    ],
    [
      "subscriptionFilters",
      "logs",
      ["DeleteSubscriptionFilter", "PutSubscriptionFilter"],
      `arn:aws:logs:*:*:log-group:${names.trailLogGroup}*`,
    ],
    [
      "configRecorders",
      "config",
      [
        "AssociateResourceTypes", "DeleteConfigurationRecorder", "DeleteDeliveryChannel",
        "DeleteRetentionConfiguration", "DisassociateResourceTypes", "PutConfigurationRecorder",
        "PutDeliveryChannel", "PutRetentionConfiguration", "StopConfigurationRecorder",
      ],
      "*",
    ],
    [
      "configRules",
      "config",
      [
        "DeleteConfigRule", "DeleteConformancePack", "DeleteEvaluationResults",
        "DeleteOrganizationConfigRule", "DeleteOrganizationConformancePack",
      ],
      "*",
    ],
    [
      "configAggregator",
      "config",
      ["DeleteAggregationAuthorization", "DeleteConfigurationAggregator", "PutConfigurationAggregator"],
      "*",
    ],
    ["eventBusPolicies", "events", ["PutPermission", "RemovePermission"], "*"],
  ])("%s keeps everyone but who deploys from what %s would let them do: %s", (key, service, actions, resources) => {
    const wanted = actions.map((action) => `${service}:${action}`);
    const statement = statementsOf(key).find(({ Action }) => JSON.stringify(Action) === JSON.stringify(wanted));
    expect(statement?.Resource).toEqual(resources);
    expect(statement?.Condition).toEqual(EXCEPT_DEPLOYMENT);
  });

  it.each<[GuardrailKey, readonly GuardedKind[], string | string[]]>([
    ["trail", ["trail"], `arn:aws:cloudtrail:*:*:trail/${names.trail}`],
    [
      "logGroups",
      ["logGroup"],
      [
        `arn:aws:logs:*:*:log-group:${names.trailLogGroup}*`,
        `arn:aws:logs:*:*:log-group:${names.flowLogGroup}*`,
        `arn:aws:logs:*:*:log-group:${names.hostLogGroups}/*`,
        `arn:aws:logs:*:*:log-group:${names.findingStreamLogGroup}*`,
        "arn:aws:logs:*:*:log-group:/aws/lambda/example-*",
      ],
    ],
    ["alarms", ["alarm"], ["arn:aws:cloudwatch:*:*:alarm:example-*", "arn:aws:cloudwatch::*:dashboard/example-*"]],
    [
      "eventRules",
      ["eventRule"],
      [
        "arn:aws:events:*:*:rule/example-*",
        "arn:aws:events:*:*:event-bus/example-*",
        "arn:aws:events:*:*:archive/example-*",
      ],
    ],
    ["topics", ["topic"], "arn:aws:sns:*:*:example-*"],
    ["queues", ["queue"], "arn:aws:sqs:*:*:example-*"],
    [
      "securityRoles",
      ["role"],
      [BREAK_GLASS, DEPLOYMENT, "arn:aws:iam::*:role/example-*", "arn:aws:iam::*:policy/example-*"],
    ],
  ])(
    "%s keeps everyone but who deploys from all that %s lets them do and is not left open",
    (key, kinds, resources) => {
      const statement = only(key);
      expect(statement).toEqual({
        Sid: statement.Sid,
        Effect: "Deny",
        NotAction: leftOpenOn(...kinds),
        Resource: resources,
        Condition: EXCEPT_DEPLOYMENT,
      });
    },
  );

  it("leaves roles to be assumed by whom their trust policies name, and passed to nobody", () => {
    expect(only("securityRoles").NotAction).toEqual(expect.arrayContaining(["sts:AssumeRole", "iam:Get*"]));
    expect(only("securityRoles").NotAction).not.toContain("iam:PassRole");
  });

  it("of AWS Config rules keeps the landing zone's own as they are, and their tags, and leaves accounts theirs", () => {
    expect(statementsOf("configRules")[1]).toEqual({
      Sid: "OwnConfigRules",
      Effect: "Deny",
      Action: ["config:PutConfigRule", "config:TagResource", "config:UntagResource"],
      Resource: "arn:aws:config:*:*:config-rule/*",
      Condition: { StringEquals: { "aws:ResourceTag/LandingZone": "example" }, ...EXCEPT_DEPLOYMENT },
    });
  });

  it("of flow logs keeps them from being deleted, wherever they are", () => {
    expect(only("flowLogs")).toEqual({
      Sid: "FlowLogs",
      Effect: "Deny",
      Action: "ec2:DeleteFlowLogs",
      Resource: "arn:aws:ec2:*:*:vpc-flow-log/*",
      Condition: EXCEPT_DEPLOYMENT,
    });
  });
});

describe("what the landing zone deploys", () => {
  const covers = (sid: string, arn: string): boolean => {
    const resources = [bySid(serviceControl)[sid]?.Resource ?? []].flat();
    return resources.some((resource) => new RegExp(`^${resource.replaceAll("*", ".*")}$`).test(arn));
  };

  it.each([
    ["EventRules", `arn:aws:events:eu-west-1:333333333333:event-bus/${names.securityBus}`],
    ["EventRules", `arn:aws:events:eu-west-1:333333333333:archive/${names.eventArchive}`],
    ["Queues", `arn:aws:sqs:eu-west-1:333333333333:${names.securityDeadLetterQueue}`],
    ["SecurityRoles", `arn:aws:iam::444444444444:role/${names.forwardingRole}`],
    ["SecurityRoles", `arn:aws:iam::111111111111:policy/${names.alarmReaderPolicy}`],
    ["Trail", `arn:aws:cloudtrail:eu-west-1:111111111111:trail/${names.trail}`],
    ["LogGroups", `arn:aws:logs:eu-west-1:111111111111:log-group:${names.trailLogGroup}`],
    ["LogGroups", `arn:aws:logs:eu-west-1:111111111111:log-group:${names.trailLogGroup}:log-stream:a`],
    ["LogGroups", `arn:aws:logs:eu-west-1:444444444444:log-group:${names.flowLogGroup}:*`],
    ["LogGroups", `arn:aws:logs:eu-west-1:444444444444:log-group:${names.flowLogGroup}:log-stream:eni-a`],
    ["LogGroups", `arn:aws:logs:eu-west-1:444444444444:log-group:${securityLogGroupName(names.hostLogGroups)}`],
    ["MetricFilters", `arn:aws:logs:eu-west-1:444444444444:log-group:${securityLogGroupName(names.hostLogGroups)}:*`],
    ["SubscriptionFilters", `arn:aws:logs:eu-west-1:111111111111:log-group:${names.trailLogGroup}:*`],
    ["Alarms", `arn:aws:cloudwatch:eu-west-1:111111111111:alarm:example-root-login`],
    ["Topics", `arn:aws:sns:eu-west-1:111111111111:${alertTopicName(names, "critical")}`],
    ["Topics", `arn:aws:sns:eu-west-1:111111111111:${names.trailTopic}`],
    ["Queues", `arn:aws:sqs:eu-west-1:111111111111:${names.deliveryQueue}`],
    ["Queues", `arn:aws:sqs:eu-west-1:111111111111:${names.deliveryDeadLetterQueue}`],
    ["SecurityRoles", `arn:aws:iam::222222222222:role/${names.replicationRole}`],
    ["SecurityRoles", `arn:aws:iam::111111111111:role/${names.trailLogsRole}`],
    ["SecurityRoles", `arn:aws:iam::333333333333:role/${names.configAggregatorRole}`],
  ])("is covered by %s: %s", (sid, arn) => {
    expect(covers(sid, arn)).toBe(true);
  });

  it.each([
    ["Trail", "arn:aws:cloudtrail:eu-west-1:111111111111:trail/other"],
    ["LogGroups", "arn:aws:logs:eu-west-1:444444444444:log-group:example/shop"],
    ["LogGroups", "arn:aws:logs:eu-west-1:444444444444:log-group:/aws/lambda/example"],
    ["MetricFilters", `arn:aws:logs:eu-west-1:444444444444:log-group:${names.flowLogGroup}:*`],
    ["SubscriptionFilters", `arn:aws:logs:eu-west-1:444444444444:log-group:${names.flowLogGroup}:*`],
    ["Topics", "arn:aws:sns:eu-west-1:111111111111:examples"],
    ["SecurityRoles", "arn:aws:iam::222222222222:role/application"],
  ])("leaves others their own, whatever %s denies: %s", (sid, arn) => {
    expect(covers(sid, arn)).toBe(false);
  });
});
