"use strict";

/**
 * Publishes what Amazon Inspector does not scan in the accounts that this account administers, and why: AWS has no metric for it.
 * It reads, and nothing else. It runs as it is, with the AWS SDK of the Lambda runtime.
 *
 * Environment: NAMESPACE; REGIONS, with commas; HARMLESS, the reasons that call for nobody, with commas.
 *
 * A region that cannot be asked fails the function, and no sum is published: there could be anything in it. What is known of the
 * other regions is in the log.
 *
 * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListCoverage.html
 */
exports.handler = async () => probe(clients(), process.env);
exports.probe = probe;
exports.clients = clients;

const INSTANCE = "AWS_EC2_INSTANCE";
/** More would fill the log: `landing-zone check` names all. */
const NAMED = 100;
/** Data of one request to CloudWatch may be so many. */
const METRICS_AT_ONCE = 500;

async function probe({ listNotScanned, log, putMetrics }, { HARMLESS, NAMESPACE, REGIONS }) {
  const harmless = new Set(HARMLESS.split(","));
  const regions = REGIONS.split(",");
  const answers = await Promise.allSettled(regions.map((region) => listNotScanned(region)));
  const resources = answers.flatMap(({ value = [] }, index) =>
    value
      .filter(({ scanStatus }) => !harmless.has(scanStatus?.reason))
      .map((resource) => ({ ...resource, region: regions[index] })),
  );
  log({
    notScanned: resources.length,
    resources: resources.slice(0, NAMED).map(({ accountId, region, resourceId, resourceType, scanStatus }) => ({
      account: accountId,
      region,
      type: resourceType,
      resource: resourceId,
      reason: scanStatus?.reason,
    })),
  });
  const failures = answers.flatMap(({ reason, status }, index) =>
    status === "rejected" ? [`${regions[index]}: ${reason.name}: ${reason.message}`] : [],
  );
  if (failures.length > 0) {
    throw new Error(failures.join("; "));
  }
  const instances = resources.filter(({ resourceType }) => resourceType === INSTANCE);
  const metrics = [
    metric("InstancesNotScanned", instances.length),
    metric("OthersNotScanned", resources.length - instances.length),
    ...byReason(resources),
  ];
  for (let first = 0; first < metrics.length; first += METRICS_AT_ONCE) {
    await putMetrics(NAMESPACE, metrics.slice(first, first + METRICS_AT_ONCE));
  }
}

/** For graphs: which reasons there are, of which kinds of resources. */
function byReason(resources) {
  const counts = new Map();
  for (const { resourceType, scanStatus } of resources) {
    const key = JSON.stringify([resourceType, scanStatus?.reason ?? "UNKNOWN"]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => {
    const [ResourceType, Reason] = JSON.parse(key);
    return {
      ...metric("NotScanned", count),
      Dimensions: [
        { Name: "ResourceType", Value: ResourceType },
        { Name: "Reason", Value: Reason },
      ],
    };
  });
}

function metric(MetricName, Value) {
  return { MetricName, Value, Unit: "Count" };
}

function clients() {
  // Loaded here, so that tests do without them.
  const { CloudWatchClient, PutMetricDataCommand } = require("@aws-sdk/client-cloudwatch");
  const { Inspector2Client, paginateListCoverage } = require("@aws-sdk/client-inspector2");
  const cloudWatch = new CloudWatchClient();
  return {
    listNotScanned: async (region) => {
      const pages = paginateListCoverage(
        { client: new Inspector2Client({ region }), pageSize: 200 },
        { filterCriteria: { scanStatusCode: [{ comparison: "EQUALS", value: "INACTIVE" }] } },
      );
      const resources = [];
      for await (const { coveredResources = [] } of pages) {
        resources.push(...coveredResources);
      }
      return resources;
    },
    putMetrics: (Namespace, MetricData) => cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData })),
    log: (entry) => console.log(JSON.stringify(entry)),
  };
}
