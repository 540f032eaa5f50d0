import { REGIONS } from "../aws/regions";
import { CONFIG_RULES } from "../config/aws-config/rules";

/** Key of the account that holds nothing but the baseline. */
export const WORKLOAD = "workload";

/**
 * Events of global services are forwarded from here, governed or not: with any other home region, one region would take
 * two providers.
 */
const HOME_REGION = "us-east-1";

/** The regions that every AWS account has enabled, home region first. */
export const BENCH_REGIONS: readonly string[] = [
  HOME_REGION,
  ...[...REGIONS.values()]
    .filter(({ name, optIn, partition }) => partition === "aws" && !optIn && name !== HOME_REGION)
    .map(({ name }) => name),
];

/** How much an account gets: what a landing zone gives that says only what it has to, or all that there is. */
export type Extent = "defaults" | "everything";

/**
 * A landing zone whose organization and accounts exist and have ids, so that a stack can be planned before anything is
 * deployed.
 *
 * @param regions 1 to 17, the home region included
 */
export function existingOrganization(regions: number, extent: Extent = "defaults"): string {
  return [
    "name: bench",
    `homeRegion: ${HOME_REGION}`,
    `regions: [${BENCH_REGIONS.slice(0, regions).join(", ")}]`,
    "organization: { id: o-exampleorgid, trustedServices: [], policyTypes: [] }",
    "accounts:",
    '  management: { id: "111111111111", email: management@example.com }',
    '  logArchive: { id: "222222222222", email: log-archive@example.com }',
    '  audit: { id: "333333333333", email: audit@example.com }',
    "  workloads:",
    `    - { name: ${WORKLOAD}, id: "444444444444", email: workload@example.com }`,
    ...(extent === "everything" ? everything() : []),
  ].join("\n");
}

/** Flow logs at both destinations, stripped security groups, every remediation, host alarms, transcripts, notices. */
function everything(): string[] {
  const withRemediation = Object.entries(CONFIG_RULES).filter(([, rule]) => "remediation" in rule);
  return [
    "config:",
    "  recording: { notifications: true, retention: 3 years }",
    "  rules:",
    ...withRemediation.map(([key]) => `    ${key}: { remediation: manual }`),
    "baseline:",
    "  defaultSecurityGroups: strip",
    '  securityContact: { name: Team, title: Officer, email: security@example.com, phone: "+49 30 1234567" }',
    "flowLogs: { destinations: [bucket, cloudwatch-logs] }",
    "hosts: { agent: { enabled: true }, sessions: { enabled: true } }",
    "alerts: { emails: [security@example.com] }",
  ];
}
