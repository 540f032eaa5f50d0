/** The regions that every AWS account has enabled. */
// prettier-ignore
const REGIONS = [
  "eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-north-1",
  "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1",
  "ap-south-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2",
];
const CORE_ACCOUNTS = 3;

/**
 * A configuration of a given size.
 *
 * @param accounts all of them: management, log archive and audit included
 * @param regions 1 to 17, the home region included
 */
export function yamlOf(accounts: number, regions: number): string {
  const workloads = Array.from(
    { length: accounts - CORE_ACCOUNTS },
    (_, index) =>
      `    - { name: workload-${index}, email: workload-${index}@example.com, organizationalUnit: Workloads }`,
  );
  return [
    "name: bench",
    "homeRegion: eu-west-1",
    `regions: [${REGIONS.slice(0, regions).join(", ")}]`,
    "organization: { organizationalUnits: [{ name: Workloads }] }",
    "accounts:",
    '  management: { id: "111111111111", email: management@example.com }',
    "  logArchive: { email: log-archive@example.com }",
    "  audit: { email: audit@example.com }",
    "  workloads:",
    ...workloads,
  ].join("\n");
}
