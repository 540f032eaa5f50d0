import type { Construct } from "constructs";
import type { Account } from "../config/accounts/settings";
import type { LandingZone } from "../config/landing-zone";
import { hostAlarmPrefix } from "../config/names";
import { logGroupArn } from "../modules/cloudwatch/log-group-arn";
import { LogAlarm } from "../modules/cloudwatch/log-alarm";
import { securityLogGroupName } from "../modules/hosts/agent-configuration";
import { AgentParameters } from "../modules/hosts/agent-parameters";
import { HostLogGroup } from "../modules/hosts/host-log-group";
import { HostPolicy } from "../modules/hosts/host-policy";
import { LOGON_PATTERNS } from "../modules/hosts/logon-patterns";
import { MemoryAlarm } from "../modules/hosts/memory-alarm";
import { SessionPreferences } from "../modules/hosts/session-preferences";
import type { Environment } from "../modules/environment";
import { bucketArn } from "../modules/s3/bucket-arn";

const SYSTEMS = ["linux", "windows"] as const;

/**
 * Adds the monitoring of an account's hosts, in all its regions: the policy for their roles, the agent's
 * configurations, the log group of their logons, alarms, and recorded sessions. The alarms have no actions:
 * EventBridge forwards their changes of state to the security bus, as an alarm cannot notify a topic of another region.
 *
 * @param environments the account's environments, home region first
 */
export function addHostMonitoring(
  scope: Construct,
  landingZone: LandingZone,
  { existingSessionPreferences }: Account,
  environments: readonly [Environment, ...Environment[]],
): void {
  const { hosts, inspector, names } = landingZone;
  const { agent, sessions } = hosts;
  const monitored =
    agent === undefined
      ? []
      : environments.map((environment) => addRegionMonitoring(scope, landingZone, environment, agent));
  if (sessions !== undefined) {
    for (const environment of environments) {
      new SessionPreferences(scope, `session-preferences-${environment.region}`, {
        environment,
        ...sessions,
        bucket: names.sessionBucket,
        keyPrefix: environment.accountId,
        isExisting: existingSessionPreferences?.includes(environment.region),
      });
    }
  }
  if (agent === undefined) {
    return;
  }
  const [home] = environments;
  new HostPolicy(scope, "host-policy", {
    environment: home,
    policyName: names.hostPolicy,
    namespace: names.hostNamespace,
    logGroupArns: monitored.map(({ logGroupArn }) => logGroupArn),
    parameterArns: monitored.flatMap(({ parameterArns }) => parameterArns),
    sessionBucketArn: sessions === undefined ? undefined : bucketArn(home, names.sessionBucket),
    cisScans: inspector !== undefined && inspector.cisTargets.length > 0,
  });
}

function addRegionMonitoring(
  scope: Construct,
  { name, names }: LandingZone,
  environment: Environment,
  agent: NonNullable<LandingZone["hosts"]["agent"]>,
): { readonly logGroupArn: string; readonly parameterArns: readonly string[] } {
  const { region } = environment;
  const { hostLogGroups: logGroupPrefix, hostNamespace: namespace } = names;
  const logGroupName = securityLogGroupName(logGroupPrefix);
  const prefix = hostAlarmPrefix(name);
  const { parameterArns } = new AgentParameters(scope, `agent-${region}`, {
    environment,
    namespace,
    logGroupPrefix,
    linuxParameterName: names.linuxAgentParameter,
    windowsParameterName: names.windowsAgentParameter,
  });
  const logGroup = new HostLogGroup(scope, `host-logs-${region}`, {
    environment,
    logGroupName,
    retentionInDays: agent.retentionDays,
  });
  for (const { description, name: metricName, pattern } of LOGON_PATTERNS) {
    new LogAlarm(scope, `${metricName}-${region}`, {
      environment,
      pattern,
      metricName,
      metricNamespace: namespace,
      logGroupName: logGroup.logGroupName,
      threshold: agent.failedLogons,
      alarmName: `${prefix}${metricName}`,
      alarmDescription: description,
    });
  }
  for (const system of SYSTEMS) {
    new MemoryAlarm(scope, `memory-${system}-${region}`, {
      environment,
      namespace,
      system,
      alarmName: `${prefix}memory-${system}`,
      thresholdPercent: agent.memoryPercent,
    });
  }
  return { logGroupArn: logGroupArn(environment, logGroupName), parameterArns };
}
