import fc from "fast-check";
import { ALARMS, EVENT_RULES } from "../../config/detection";
import { HEALTH_ALARMS } from "../../config/detection/health";
import { SEVERITIES } from "../../config/detection/severity";
import { alertTopicName, arnsOf, logBucketsOf, namedAfter, namesOf } from "../../config/names";
import type { Arns } from "../../config/names";
import { DEPLOYABLE_REGIONS, REGIONS } from "../../aws/regions";

/** Valid names of the shortest longest length, which fit in every region. */
const name = fc.stringMatching(/^[a-z](-?[a-z0-9])+$/).filter(({ length }) => length >= 3 && length <= 36);
const region = fc.constantFrom(...DEPLOYABLE_REGIONS);
/** An account that the buckets of copies are named after, or none. */
const anyAccount = fc.option(
  fc.stringMatching(/^[a-z0-9](-?[a-z0-9])*$/).filter(({ length }) => length <= 50),
  { nil: undefined },
);

/** What AWS allows, written anew and not taken from the rule that is tested. */
const BUCKET = /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9-]{1,61}[a-z0-9](?<!-s3alias|--ol-s3|--x-s3|--table-s3)$/;
const ROLE = /^[\w+=,.@-]{1,64}$/;
const POLICY = /^[\w+=,.@-]{1,128}$/;
const TOPIC = /^[A-Za-z0-9_-]{1,256}$/;
const DASHBOARD = /^[\w-]{1,255}$/;
const QUEUE = /^[A-Za-z0-9_-]{1,80}$/;
const ALIAS = /^alias\/(?!aws\/)[A-Za-z0-9/_-]{1,250}$/;
const ALLOWED: Record<keyof ReturnType<typeof namesOf>, RegExp> = {
  trail: /^[A-Za-z0-9]([._-]?[A-Za-z0-9]){2,127}$/,
  trailBucket: BUCKET,
  configBucket: BUCKET,
  flowLogBucket: BUCKET,
  accessLogBucket: BUCKET,
  replicaBucket: BUCKET,
  replicaAccessLogBucket: BUCKET,
  replicationRole: ROLE,
  logKeyAlias: ALIAS,
  replicaKeyAlias: ALIAS,
  logGroupKeyAlias: ALIAS,
  notificationKeyAlias: ALIAS,
  trailTopic: TOPIC,
  deliveryQueue: QUEUE,
  deliveryDeadLetterQueue: QUEUE,
  trailLogGroup: /^(?!aws\/)[.\-_/#A-Za-z0-9]{1,512}$/,
  trailLogsRole: ROLE,
  metricNamespace: /^(?!AWS\/)[A-Za-z0-9._/#:-]{1,255}$/,
  alertTopics: /^[\w-]{1,247}$/,
  alertKeyAlias: ALIAS,
  tamperingBus: /^(?!default$)[\w.-]{1,256}$/,
  tamperingTopic: /^[\w-]{1,256}$/,
  tamperingKeyAlias: ALIAS,
  tamperingDeadLetterQueue: /^[\w-]{1,80}$/,
  securityBus: /^(?!default$)[\w.-]{1,256}$/,
  eventArchive: /^[\w.-]{1,48}$/,
  securityDeadLetterQueue: QUEUE,
  forwardingRule: /^[\w.-]{1,64}$/,
  forwardingRole: ROLE,
  eventTargetRole: ROLE,
  chatRole: ROLE,
  alarmDashboard: DASHBOARD,
  keyStoreDashboard: DASHBOARD,
  alarmReaderPolicy: POLICY,
  alarmOperatorPolicy: POLICY,
  sessionBucket: BUCKET,
  hostNamespace: /^(?!AWS\/)[A-Za-z0-9._/#:-]{1,255}$/,
  hostLogGroups: /^(?!aws\/)[.\-_/#A-Za-z0-9]{1,503}$/,
  hostPolicy: POLICY,
  linuxAgentParameter: /^AmazonCloudWatch-[\w.-]{1,900}$/,
  windowsAgentParameter: /^AmazonCloudWatch-[\w.-]{1,900}$/,
  configAggregator: /^[\w-]{1,256}$/,
  configAggregatorRole: ROLE,
  mfaDeleteRule: /^[\w-]{1,128}$/,
  externalAggregator: /^[\w-]{1,256}$/,
  configRecorderRole: ROLE,
  configTopic: TOPIC,
  configTopicKeyAlias: ALIAS,
  configReaderPolicy: POLICY,
  configOperatorPolicy: POLICY,
  accessAnalyzer: /^[A-Za-z][\w.-]{0,254}$/,
  accessMfaPolicy: /^[\w+=,.@-]{1,128}$/,
  flowLogGroup: /^(?!aws\/)[.\-_/#A-Za-z0-9]{1,512}$/,
  keyStore: /^[\w-]{1,256}$/,
  keyStoreKeyAlias: ALIAS,
  hsmLogGroupKeyAlias: ALIAS,
  hsmNetwork: /^[\w-]{1,256}$/,
  hsmClientHost: ROLE,
  cisCollector: /^[\w-]{1,64}$/,
  coverageProbe: /^[\w-]{1,64}$/,
  findingBucket: BUCKET,
  findingKeyAlias: ALIAS,
  findingStream: /^[\w.-]{1,64}$/,
  findingStreamRole: ROLE,
  findingStreamLogGroup: /^[.\-_/#A-Za-z0-9]{1,512}$/,
  findingDeliveryRule: /^[\w.-]{1,64}$/,
  findingDeliveryRole: ROLE,
  inspectorForwardingRule: /^[\w.-]{1,64}$/,
  inspectorForwardingRole: ROLE,
  logValidator: /^[\w-]{1,64}$/,
  logValidationQueue: /^[\w-]{1,80}$/,
  logValidationDeadLetterQueue: /^[\w-]{1,80}$/,
  logValidationTable: /^[\w.-]{3,255}$/,
  logValidationNamespace: /^(?!AWS\/)[\w./#:-]{1,255}$/,
  stateKeyAlias: ALIAS,
  planKeyAlias: ALIAS,
  digestRule: /^[\w.-]{1,64}$/,
  inspectorNamespace: /^(?!AWS\/)[\w./#:-]{1,255}$/,
  keyStoreProbe: /^[\w-]{1,64}$/,
  trailProbe: /^[\w-]{1,64}$/,
  hsmNamespace: /^(?!AWS\/)[A-Za-z0-9._/#:-]{1,255}$/,
  flowLogRoles: /^[\w+=,.@-]{1,49}$/,
  globalBaselineStackSet: /^[A-Za-z][A-Za-z0-9-]{0,127}$/,
  regionalBaselineStackSet: /^[A-Za-z][A-Za-z0-9-]{0,127}$/,
  configRoleStackSet: /^[A-Za-z][A-Za-z0-9-]{0,127}$/,
  recorderStackSet: /^[A-Za-z][A-Za-z0-9-]{0,127}$/,
};

describe("the names of any landing zone", () => {
  it.each(Object.entries(ALLOWED))("are such that AWS takes %s", (key, allowed) => {
    fc.assert(
      fc.property(name, region, region, anyAccount, (prefix, homeRegion, replicaRegion, replicaNamedAfter) => {
        fc.pre(!/^(xn--|sthree-|amzn-s3-demo-)/.test(prefix));
        const names = namesOf({ name: prefix, homeRegion, replicaRegion, replicaNamedAfter });
        expect(names[key as keyof typeof ALLOWED]).toMatch(allowed);
      }),
      { numRuns: 100 },
    );
  });

  it("differ from one another where they name the same kind of thing", () => {
    fc.assert(
      fc.property(name, region, region, anyAccount, (prefix, homeRegion, replicaRegion, replicaNamedAfter) => {
        const names = namesOf({ name: prefix, homeRegion, replicaRegion, replicaNamedAfter });
        for (const kind of [
          logBucketsOf(names),
          [names.trailTopic, names.tamperingTopic, ...SEVERITIES.map((severity) => alertTopicName(names, severity))],
          [
            names.deliveryQueue,
            names.deliveryDeadLetterQueue,
            names.securityDeadLetterQueue,
            names.tamperingDeadLetterQueue,
          ],
          [names.securityBus, names.tamperingBus],
          [
            names.logKeyAlias,
            names.replicaKeyAlias,
            names.logGroupKeyAlias,
            names.notificationKeyAlias,
            names.alertKeyAlias,
            names.tamperingKeyAlias,
            names.findingKeyAlias,
            names.keyStoreKeyAlias,
            names.hsmLogGroupKeyAlias,
            names.stateKeyAlias,
            names.planKeyAlias,
          ],
          [
            names.trailLogsRole,
            names.configAggregatorRole,
            names.replicationRole,
            names.forwardingRole,
            names.eventTargetRole,
            names.chatRole,
            names.keyStoreProbe,
            names.trailProbe,
            names.findingStreamRole,
            names.findingDeliveryRole,
            names.inspectorForwardingRole,
            names.coverageProbe,
            names.cisCollector,
          ],
          [names.metricNamespace, names.hostNamespace, names.hsmNamespace, names.inspectorNamespace],
          [names.alarmReaderPolicy, names.alarmOperatorPolicy, names.hostPolicy],
        ]) {
          expect(new Set(kind).size).toBe(kind.length);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("differ from one another where they are made after the keys of alarms and rules", () => {
    const { forwardingRule } = namesOf({ name: "example", homeRegion: "eu-west-1" });
    const after = (keys: object): string[] => Object.keys(keys).map((key) => namedAfter("example", key));
    const rules = [forwardingRule, ...after(EVENT_RULES)];
    const alarms = [...after(ALARMS), ...after(HEALTH_ALARMS), ...rules.map((rule) => `${rule}-failed`)];
    for (const kind of [rules, alarms]) {
      expect(new Set(kind).size).toBe(kind.length);
    }
  });

  it("are in the ARNs", () => {
    fc.assert(
      fc.property(name, region, (prefix, homeRegion) => {
        const partition = REGIONS.get(homeRegion)?.partition ?? "aws";
        const naming = { name: prefix, homeRegion, partition, managementAccountId: "111111111111" };
        const names = namesOf(naming);
        for (const [key, arn] of Object.entries(arnsOf(naming)) as [keyof Arns, string][]) {
          expect(arn.startsWith(`arn:${partition}:`)).toBe(true);
          expect(arn.endsWith(names[key])).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("the log buckets", () => {
  const names = namesOf({ name: "example", homeRegion: "eu-west-1", replicaRegion: "eu-central-1" });

  it("are all the buckets there are", () => {
    const buckets = Object.entries(names).filter(([key]) => key.endsWith("Bucket"));
    expect([...logBucketsOf(names)].sort()).toEqual(buckets.map(([, bucket]) => bucket).sort());
  });

  it("end with the region they are in", () => {
    expect(logBucketsOf(names)).toEqual([
      "example-cloudtrail-eu-west-1",
      "example-replica-eu-central-1",
      "example-config-eu-west-1",
      "example-flow-logs-eu-west-1",
      "example-sessions-eu-west-1",
      "example-findings-eu-west-1",
      "example-access-logs-eu-west-1",
      "example-copy-access-eu-central-1",
    ]);
  });

  const moved = (name: string, replicaNamedAfter?: string, replicaRegion = "ap-southeast-1") => {
    const { replicaAccessLogBucket, replicaBucket } = namesOf({
      name,
      homeRegion: "eu-west-1",
      replicaRegion,
      replicaNamedAfter,
    });
    return [replicaBucket, replicaAccessLogBucket];
  };

  it("of copies have the account in their names where another one has the names without", () => {
    expect(moved("example", "audit")).toEqual([
      "example-replica-audit-ap-southeast-1",
      "example-copy-access-audit-ap-southeast-1",
    ]);
  });

  it("of copies have names of their own in each account and region, however long the name is", () => {
    const name = "a".repeat(36);
    const accounts = [undefined, "audit", "audit-2", "b".repeat(50), `${"b".repeat(49)}c`];
    const all = accounts.flatMap((account) => [moved(name, account), moved(name, account, "ap-southeast-2")].flat());
    expect(new Set(all).size).toBe(20);
    expect(Math.max(...all.map(({ length }) => length))).toBe(63);
  });

  it("of copies have a name where there are none, so that guardrails name the same buckets either way", () => {
    expect(namesOf({ name: "example", homeRegion: "eu-west-1" })).toMatchObject({
      replicaBucket: "example-replica-eu-west-1",
      replicaAccessLogBucket: "example-copy-access-eu-west-1",
    });
  });
});
