import { ConfigConfigurationAggregator } from "@cdktf/provider-aws/lib/config-configuration-aggregator";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface ExternalAggregatorProps {
  /** Account and region of the aggregator. */
  readonly environment: Environment;
  /** Unique in account and region. */
  readonly aggregatorName: string;
  /** Ids of the accounts that are seen; at least one. */
  readonly accountIds: readonly string[];
}

/**
 * One view of AWS Config's data from every region of single accounts outside the organization, which AWS does not mix
 * with those of the organization in one aggregator. It has no data of an account that has not authorized it
 * (`AggregateAuthorization`).
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html
 */
export class ExternalAggregator extends Construct {
  constructor(scope: Construct, id: string, { accountIds, aggregatorName, environment }: ExternalAggregatorProps) {
    super(scope, id);
    new ConfigConfigurationAggregator(this, "Default", {
      ...inEnvironment(environment),
      name: aggregatorName,
      accountAggregationSource: { allRegions: true, accountIds: [...accountIds] },
    });
  }
}
