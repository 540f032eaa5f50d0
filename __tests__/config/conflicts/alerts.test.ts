import { ALARMS } from "../../../config/detection";
import type { AlarmDefinition } from "../../../config/detection/definition";
import { parseLandingZone } from "../../../config/load";
import { changed, extended, problems } from "../support";

const alerts = (fields: string, ...more: string[]): string[] => problems(extended(`alerts: { ${fields} }`, ...more));
const SEVERITIES = ["critical", "high", "medium", "low"];

describe("subscribers", () => {
  const silent = (...severities: string[]) =>
    severities.map(
      (severity) =>
        expect.stringMatching(
          new RegExp(
            `^18:19 alerts\\.emails: nobody is notified of what is ${severity}: \\w+(, \\w+)*( and \\d+ more)? \\| no e-mail address, and nobody in alerts\\.routes\\.${severity} or a chat channel \\| add an address, or somebody to alerts\\.routes\\.${severity}$`,
          ),
        ) as unknown,
    );

  it("is somebody", () => {
    expect(alerts("emails: []")).toEqual(silent(...SEVERITIES));
  });

  it.each(["", "emails: [security@example.com]", "slack: []"])(
    "are the audit account or those of the file: %s",
    (fields) => {
      expect(alerts(fields)).toEqual([]);
    },
  );

  it.each([
    "emails: [duty@example.com]",
    "https: ['https://events.example.com/aws']",
    "queues: ['arn:aws:sqs:eu-west-1:333333333333:tickets']",
    "functions: ['arn:aws:lambda:eu-west-1:333333333333:function:triage']",
  ])("may be notified of one severity only: %s", (route) => {
    expect(alerts(`emails: [], routes: { high: { ${route} } }`)).toEqual(silent("critical", "medium", "low"));
  });

  it("may be a chat channel", () => {
    const channel = "workspaceId: T07EXAMPLE, channelId: C07EXAMPLE";
    expect(alerts(`emails: [], slack: [{ ${channel} }]`)).toEqual([]);
    expect(alerts(`emails: [], slack: [{ ${channel}, severities: [critical, low] }]`)).toEqual(
      silent("high", "medium"),
    );
    const team =
      "tenantId: 0f2ab7a1-4b1c-4b7e-9a4e-2f4f8f1c0a11, teamId: 1f2ab7a1-4b1c-4b7e-9a4e-2f4f8f1c0a11, channelId: '19%3aa%40thread.tacv2'";
    expect(alerts(`emails: [], teams: [{ ${team}, severities: [medium] }]`)).toEqual(silent("critical", "high", "low"));
  });

  it("are missed with the first of what there is to report", () => {
    const [critical] = alerts("emails: []");
    expect(critical).toContain("what is critical: rootLogin, logBucketChanges, logGroupChanges, keyGuardChanges and ");
  });

  it("is missed by the severities that the file gives, and not by what is disabled", () => {
    const routes =
      "routes: { critical: { emails: [a@example.com] }, high: { emails: [a@example.com] }, low: { emails: [a@example.com] } }";
    const off = "{ disabled: true, reason: The SIEM reports these }";
    const medium = ["consoleSignInWithoutMfa", "iamPolicyChanges", "failedConsoleSignIns", "organizationChanges"];
    const alarms = `alarms: { ${medium.map((key) => `${key}: ${off}`).join(", ")} }`;
    const reported = (more: string): string[] => alerts(`emails: [], ${routes}`, `detection: { ${more} }`);
    expect(reported(alarms)).toEqual([expect.stringContaining("what is medium: trustedAdvisorSecurity |")]);
    expect(reported(`${alarms}, trustedAdvisor: { severity: low }`)).toEqual([]);
    expect(reported(`${alarms}, trustedAdvisor: ${off}`)).toEqual([]);
    expect(reported(`${alarms}, trustedAdvisor: ${off}, rules: { rootSignIn: { severity: medium } }`)).toEqual([
      expect.stringContaining("what is medium: rootSignIn |"),
    ]);
    const custom = "customAlarms: { payrollReads: { title: A payroll was read, pattern: payroll } }";
    expect(reported(`${alarms}, trustedAdvisor: ${off}, ${custom}`)).toEqual([
      expect.stringContaining("what is medium: payrollReads |"),
    ]);
    expect(reported(`${alarms}, trustedAdvisor: ${off} }\nhosts: { agent: { enabled: true }`)).toEqual([
      expect.stringContaining("what is medium: hostAlarms |"),
    ]);
    expect(reported(`${alarms}, trustedAdvisor: ${off} }\nhosts: { agent: { enabled: true, severity: low }`)).toEqual(
      [],
    );
  });

  it("is missed by the alarms on the detection itself, which nobody can disable", () => {
    const disabled = (keys: string[]) =>
      keys.map((key) => `${key}: { disabled: true, reason: The SIEM reports these }`).join(", ");
    // prettier-ignore
    const [high] = alerts(
      "emails: [], routes: { critical: { emails: [a@example.com] }, medium: { emails: [a@example.com] }, low: { emails: [a@example.com] } }",
      `detection: { alarms: { ${disabled([
        "trailChanges", "keyDeletion", "configChanges", "filterChanges", "alarmChanges", "eventRuleChanges",
        "topicChanges", "trailSelectorChanges", "cloudHsmCalls", "trustedAccessChanges", "inspectorChanges", "accessChanges",
        "queueChanges", "functionChanges", "streamChanges", "logSourceChanges", "configCoverageChanges", "keyPolicyChanges",
        "tableChanges",
      ])} }, rules: { ${disabled([
        "detectionTampering", "deliveryTampering", "logSourceTampering", "inspectorTampering", "accessTampering",
        "keyPolicyTampering",
      ])} } }`,
    );
    expect(high).toContain("what is high: deliveryDeadLetters |");
  });

  it("is missed by the alarms on a key store, which nobody can disable either", () => {
    const routes = ["critical", "high", "medium"]
      .map((severity) => `${severity}: { emails: [a@example.com] }`)
      .join(", ");
    const disabled = Object.entries<AlarmDefinition>(ALARMS)
      .filter(([, { severity }]) => severity === "low")
      .map(([key]) => `${key}: { disabled: true, reason: The SIEM reports these }`);
    const low = `alarms: { ${disabled.join(", ")} }`;
    const reported = (...more: string[]) =>
      alerts(`emails: [], routes: { ${routes} }`, `detection: { ${low} }`, ...more);
    const zones = "phase: cluster, availabilityZones: [eu-west-1a, eu-west-1b]";
    expect(reported()).toEqual([]);
    expect(reported(`keyStore: { type: cloudhsm, ${zones} }`)).toEqual([
      expect.stringContaining("what is low: deletedSessionKeys |"),
    ]);
  });
});

describe("a subscriber", () => {
  it.each([
    [
      "emails: [a@example.com], routes: { critical: { emails: [A@example.com] } }",
      '18:67 alerts.routes.critical.emails[0]: the address is the same as that of alerts.emails[0] | "A@example.com", after "a@example.com" | remove one of the two',
    ],
    [
      "routes: { critical: { https: ['https://a.example/x', 'https://a.example/x'] } }",
      '18:64 alerts.routes.critical.https[1]: the endpoint is the same as that of alerts.routes.critical.https[0] | "https://a.example/x" | remove one of the two',
    ],
    [
      "slack: [{ workspaceId: T07EXAMPLE, channelId: C07EXAMPLE }, { workspaceId: T07EXAMPLE, channelId: C07EXAMPLE }]",
      '18:109 alerts.slack[1].channelId: the channel is the same as that of alerts.slack[0].channelId | "C07EXAMPLE" | remove one of the two',
    ],
  ])("is reported once: %s", (fields, problem) => {
    expect(alerts(fields)).toEqual([problem]);
  });

  it("may be notified of several severities", () => {
    const route = "{ emails: [a@example.com], https: ['https://a.example/x'] }";
    expect(alerts(`routes: { critical: ${route}, high: ${route} }`)).toEqual([]);
  });

  it.each([
    ["queues", "arn:aws:sqs:us-east-1:333333333333:tickets"],
    ["functions", "arn:aws:lambda:us-east-1:333333333333:function:triage"],
  ])("of AWS is in the home region: %s", (kind, arn) => {
    expect(alerts(`routes: { high: { ${kind}: ['${arn.replace("us-east-1", "eu-west-1")}'] } }`)).toEqual([]);
    expect(alerts(`routes: { high: { ${kind}: ['${arn}'] } }`)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^18:\\d+ alerts\\.routes\\.high\\.${kind}\\[0\\]: not in the home region, where the alert topics are \\| "${arn}" \\| queues and functions in eu-west-1$`,
        ),
      ),
    ]);
  });

  it("that is none is reported by its form only", () => {
    expect(alerts("routes: { high: { queues: [tickets] } }")).toEqual([
      expect.stringMatching(/^18:38 alerts\.routes\.high\.queues\[0\]: not in the form it must have/),
    ]);
  });
});

describe("a chat channel", () => {
  const slack = "alerts: { slack: [{ workspaceId: T07EXAMPLE, channelId: C07EXAMPLE }] }";
  const inRegion = (region: string): string[] =>
    problems(`${changed({ "homeRegion:": `homeRegion: ${region}`, "regions:": `regions: [${region}]` })}\n${slack}`);

  it.each(["eu-west-1", "eu-north-1"])("is notified from every commercial region: %s", (region) => {
    expect(inRegion(region)).toEqual([]);
  });

  it.each(["us-gov-west-1", "cn-north-1"])("is notified from no other partition: %s", (region) => {
    expect(inRegion(region)).toEqual([
      '18:57 alerts.slack[0].channelId: Amazon Q Developer in chat applications, which notifies chat channels, is in the commercial partition only | "C07EXAMPLE" | remove the channel',
    ]);
  });

  it("is not compared with a region that is none", () => {
    expect(inRegion("eu-wets-1")).not.toContainEqual(expect.stringContaining("chat"));
  });
});

describe("the topic of tampering", () => {
  const withFunctions = (home: string, second: string): string[] => {
    const functions = `functions: ["arn:aws:lambda:${home}:333333333333:function:triage"]`;
    const routes = SEVERITIES.map((severity) => `${severity}: { ${functions} }`).join(", ");
    const text = extended(`alerts: { emails: [], routes: { ${routes} } }`)
      .replace(/^homeRegion: .*$/m, `homeRegion: ${home}`)
      .replace(/^regions: .*$/m, `regions: [${home}, ${second}]`);
    return parseLandingZone(text, "test.yaml").warnings.map(({ message, path }) => `${path}: ${message}`);
  };

  it("is warned of where Amazon SNS reaches nobody from its region", () => {
    expect(withFunctions("eu-south-1", "eu-west-1")).toEqual([
      "regions[0]: eu-south-1 is an opt-in region, off in every new account",
      "alerts.routes: nobody is told of tampering by the second way, whose topic is in eu-west-1",
    ]);
    expect(withFunctions("eu-west-1", "eu-central-1")).toEqual([]);
  });
});
