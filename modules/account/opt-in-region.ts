import { AccountRegion } from "@cdktf/provider-aws/lib/account-region";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

/** Mostly it takes minutes, at times several hours; the provider gives up after one by default. */
const PATIENCE = "6h";

export interface OptInRegionProps {
  /** The account itself, or the management account for one of its members. */
  readonly environment: Environment;
  /**
   * Name of a region that is off until someone enables it, such as `ap-east-1`: AWS refuses those that are always on.
   */
  readonly region: string;
  /**
   * Twelve digits of the member account it is enabled for. The organization has to trust `account.amazonaws.com`.
   * @default - the account of the environment; the management account must not name itself
   */
  readonly accountId?: string;
  /** What has to exist before: the organization's trust in `account.amazonaws.com`, for one. */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * Enables a region for an account, and waits until it is: before that, everything in the region is refused. AWS works
 * on 6 regions of an account and on 50 of an organization at a time, and refuses more.
 *
 * Destroying this leaves the region enabled, as disabling it would cut off whatever is left in it.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
export class OptInRegion extends Construct {
  /** `dependsOn` for resources in the region. */
  readonly enabled: ITerraformDependable;

  constructor(scope: Construct, id: string, { accountId, dependsOn, environment, region }: OptInRegionProps) {
    super(scope, id);
    this.enabled = new AccountRegion(this, "Default", {
      ...inEnvironment(environment),
      accountId,
      regionName: region,
      enabled: true,
      dependsOn,
      timeouts: { create: PATIENCE, update: PATIENCE },
    });
  }
}
