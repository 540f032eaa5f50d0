import { ConfigAggregateAuthorization } from "@cdktf/provider-aws/lib/config-aggregate-authorization";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface AggregateAuthorizationProps {
  /** Account and region whose data may be collected. */
  readonly environment: Environment;
  /** Id of the account that has the aggregator. */
  readonly aggregatorAccountId: string;
  /** Region of the aggregator. */
  readonly aggregatorRegion: string;
}

/**
 * Lets an aggregator (`ExternalAggregator`) collect AWS Config's data from one region of an account: what an account outside
 * the organization deploys in each of its regions. Accounts of the organization need none for an aggregator over the
 * organization.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/aggregated-add-authorization.html
 */
export class AggregateAuthorization extends Construct {
  constructor(scope: Construct, id: string, props: AggregateAuthorizationProps) {
    super(scope, id);
    new ConfigAggregateAuthorization(this, "Default", {
      ...inEnvironment(props.environment),
      accountId: props.aggregatorAccountId,
      // In hashicorp/aws 6 `region` is what `inEnvironment` would set, and this is `authorizedAwsRegion`.
      region: props.aggregatorRegion,
    });
  }
}
