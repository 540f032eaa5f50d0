import { ConfigAggregateAuthorization } from "@cdktf/provider-aws/lib/config-aggregate-authorization";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, pathOf } from "../checks";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

/** The environment is account and region whose data may be collected. */
export interface AggregateAuthorizationProps extends EnvironmentProps {
  /** Id of the account that has the aggregator. */
  readonly aggregatorAccountId: string;
  /**
   * Region of the aggregator.
   * @default - this one
   */
  readonly aggregatorRegion?: string;
}

/**
 * Lets an aggregator (`ExternalAggregator`) collect AWS Config's data from one region of an account: what an account outside
 * the organization deploys in each of its regions. Accounts of the organization need none for an aggregator over the
 * organization.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/aggregated-add-authorization.html
 */
export class AggregateAuthorization extends Construct {
  /** The authorization itself. */
  readonly authorization: ConfigAggregateAuthorization;
  /** The authorization: the aggregator sees nothing before. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: AggregateAuthorizationProps) {
    super(scope, id);
    checkFormats(pathOf(scope, id), props, {
      aggregatorAccountId: FORMATS.accountId,
      aggregatorRegion: FORMATS.region,
    });
    const environment = environmentOf(scope, id, props);
    this.authorization = new ConfigAggregateAuthorization(this, "Default", {
      ...inEnvironment(environment),
      accountId: props.aggregatorAccountId,
      // In hashicorp/aws 6 `region` is what `inEnvironment` would set, and this is `authorizedAwsRegion`.
      region: props.aggregatorRegion ?? environment.region,
    });
    this.ready = this.authorization;
  }
}
