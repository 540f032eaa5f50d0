import { ConfigConfigurationAggregator } from "@cdktf/provider-aws/lib/config-configuration-aggregator";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, nameOf, pathOf } from "../checks";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

/** The environment is account and region of the aggregator. */
export interface ExternalAggregatorProps extends EnvironmentProps {
  /**
   * 1 to 256 letters, digits, `-` and `_`, unique in account and region.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly aggregatorName?: string;
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
  /** ARN of the aggregator. */
  readonly aggregatorArn: string;
  /** The aggregator itself. */
  readonly aggregator: ConfigConfigurationAggregator;
  /** The aggregator: from then on it gathers. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ExternalAggregatorProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { accountIds, aggregatorName = nameOf(where) } = props;
    checkFormats(
      where,
      { accountIds, aggregatorName },
      { accountIds: FORMATS.accountId, aggregatorName: FORMATS.aggregatorName },
    );
    this.aggregator = new ConfigConfigurationAggregator(this, "Default", {
      ...inEnvironment(environmentOf(scope, id, props)),
      name: aggregatorName,
      accountAggregationSource: { allRegions: true, accountIds: [...accountIds] },
    });
    this.aggregatorArn = this.aggregator.arn;
    this.ready = this.aggregator;
  }
}
