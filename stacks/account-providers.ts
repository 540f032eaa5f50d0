import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import type { LandingZone } from "../config/landing-zone";
import type { Place } from "../modules/place";

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
  private readonly places = new Map<string, Place>();

  constructor(
    private readonly stack: TerraformStack,
    private readonly props: AccountProvidersProps,
  ) {
    this.at(props.landingZone.homeRegion);
  }

  at(region: string): Place {
    const known = this.places.get(region);
    if (known !== undefined) {
      return known;
    }
    const place = this.create(region);
    this.places.set(region, place);
    return place;
  }

  /** Regions in use, in the order of their first use. */
  get regions(): string[] {
    return [...this.places.keys()];
  }

  private create(region: string): Place {
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
