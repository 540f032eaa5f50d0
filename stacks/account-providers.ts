import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import type { LandingZone } from "../config/landing-zone";
import { deployableRegionsOf } from "../aws/regions";
import type { Environment } from "../modules/environment";

export interface AccountProvidersProps {
  readonly landingZone: LandingZone;
  /** Twelve digits, or a token where AWS invents the account. */
  readonly accountId: string;
  /**
   * Name of the role to assume in the account.
   * @default - the caller's own credentials
   */
  readonly roleName?: string;
}

/**
 * The providers of one account: hashicorp/aws 5 has one for each region, unaliased for the home region.
 *
 * Every provider works in its account only: wrong credentials are refused before anything is read or changed.
 */
export class AccountProviders {
  private readonly declared = new Map<string, Environment>();
  private readonly used = new Map<string, Environment>();

  constructor(
    private readonly stack: TerraformStack,
    private readonly props: AccountProvidersProps,
  ) {
    this.at(props.landingZone.homeRegion);
  }

  at(region: string): Environment {
    const environment = this.declaredAt(region);
    this.used.set(region, environment);
    return environment;
  }

  /** Providers for regions, whether anything is put there or not. */
  declare(regions: readonly string[]): void {
    for (const region of regions) {
      this.declaredAt(region);
    }
  }

  /** The environment in a region, which does not count as one in use. */
  declaredAt(region: string): Environment {
    const environment = this.declared.get(region) ?? this.create(region);
    this.declared.set(region, environment);
    return environment;
  }

  /** A provider for each region of the partition, whether anything is put there or not. */
  declareEveryRegion(): void {
    this.declare(deployableRegionsOf(this.props.landingZone.partition));
  }

  /** Regions in use, in the order of their first use. */
  get regions(): string[] {
    return [...this.used.keys()];
  }

  private create(region: string): Environment {
    const { accountId, landingZone, roleName } = this.props;
    const { homeRegion, partition, tags } = landingZone;
    const config: AwsProviderConfig = {
      region,
      allowedAccountIds: [accountId],
      assumeRole:
        roleName === undefined ? undefined : [{ roleArn: `arn:${partition}:iam::${accountId}:role/${roleName}` }],
      defaultTags: [{ tags }],
    };
    const provider =
      region === homeRegion
        ? new AwsProvider(this.stack, "aws", config)
        : new AwsProvider(this.stack, `aws-${region}`, { ...config, alias: region });
    return { accountId, partition, region, provider };
  }
}
