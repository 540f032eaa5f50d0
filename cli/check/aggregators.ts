import { paginateDescribeConfigurationAggregatorSourcesStatus } from "@aws-sdk/client-config-service";
import type { AggregatedSourceStatus, ConfigServiceClient } from "@aws-sdk/client-config-service";
import { isAuditHome, isMissing } from "./check";
import type { Check, Difference } from "./check";

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationAggregatorSourcesStatus.html */
export const aggregators: Check = {
  id: "aggregators",
  title: "The AWS Config aggregators see every account and region that they are to see",
  concerns: isAuditHome,
  async run({ landingZone: { config, names, regions } }, { config: client }) {
    const expected = [
      { name: names.configAggregator, advice: undefined },
      ...(config.externalAccounts.length > 0 ? [{ name: names.externalAggregator, advice: AUTHORIZE }] : []),
    ];
    const differences: Difference[] = [];
    for (const { advice, name } of expected) {
      const sources = await sourcesOf(client, name);
      differences.push(
        ...(sources === undefined
          ? [{ what: `there is no AWS Config aggregator ${name}` }]
          : sources
              // Those of all regions of AWS are aggregated; an account need not have each of them.
              .filter(({ AwsRegion }) => AwsRegion === undefined || regions.includes(AwsRegion))
              .filter(({ LastUpdateStatus }) => LastUpdateStatus !== "SUCCEEDED")
              .map((source) => ({ what: `${name} does not see ${described(source)}`, advice: advice ?? LOOK }))),
      );
    }
    return differences;
  },
};

function described({
  AwsRegion,
  LastErrorCode,
  LastErrorMessage,
  LastUpdateStatus,
  SourceId = "a source",
}: AggregatedSourceStatus): string {
  const where = AwsRegion === undefined ? SourceId : `${SourceId} in ${AwsRegion}`;
  const why = [LastUpdateStatus ?? "no status", LastErrorCode, LastErrorMessage].filter(Boolean).join(", ");
  return `${where}: ${why}`;
}

/** Absent where there is no such aggregator. */
async function sourcesOf(
  client: ConfigServiceClient,
  ConfigurationAggregatorName: string,
): Promise<AggregatedSourceStatus[] | undefined> {
  const sources: AggregatedSourceStatus[] = [];
  try {
    const pages = paginateDescribeConfigurationAggregatorSourcesStatus({ client }, { ConfigurationAggregatorName });
    for await (const { AggregatedSourceStatusList = [] } of pages) {
      sources.push(...AggregatedSourceStatusList);
    }
  } catch (error) {
    if (isMissing(error, "NoSuchConfigurationAggregatorException")) {
      return undefined;
    }
    throw error;
  }
  return sources;
}

const LOOK =
  "See that the audit account administers AWS Config for the organization, and that the aggregator's role is there.";
const AUTHORIZE = "The account has to authorize the audit account: the stack security-tooling prints the command.";
