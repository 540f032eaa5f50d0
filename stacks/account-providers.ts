import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import { Fn, TerraformVariable, Token } from "cdktf";
import type { TerraformStack } from "cdktf";
import type { LandingZone } from "../config/landing-zone";
import { deployableRegionsOf } from "../aws/regions";
import { PLAN_ROLE } from "../aws/role-variables";
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
  /** Whoever only plans may name another role, by the variable `plan_role`, or in the caller's own account do without one. */
  readonly mayBePlannedOtherwise?: "another role" | "no role";
}

/**
 * The providers of one account: hashicorp/aws 5 has one for each region, unaliased for the home region.
 *
 * Every provider works in its account only: wrong credentials are refused before anything is read or changed.
 */
export class AccountProviders {
  private planRole: string | undefined;
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
    const arnOf = (name: string) => `arn:${partition}:iam::${accountId}:role/${name}`;
    const planRole = roleName === undefined ? undefined : this.planRoleVariable();
    const isDropped = planRole !== undefined && this.props.mayBePlannedOtherwise === "no role";
    const assumed =
      roleName === undefined || isDropped
        ? undefined
        : planRole === undefined
          ? roleName
          : Token.asString(Fn.coalesce([planRole, roleName]));
    const config: AwsProviderConfig = {
      region,
      allowedAccountIds: [accountId],
      assumeRole: assumed === undefined ? undefined : [{ roleArn: arnOf(assumed) }],
      defaultTags: [{ tags }],
    };
    const provider =
      region === homeRegion
        ? new AwsProvider(this.stack, "aws", config)
        : new AwsProvider(this.stack, `aws-${region}`, { ...config, alias: region });
    if (isDropped && roleName !== undefined) {
      // Terraform has no other way to assume no role: an empty name is an error.
      provider.addOverride("dynamic.assume_role", {
        for_each: `\${var.${PLAN_ROLE} == "" ? ["${roleName}"] : []}`,
        content: { role_arn: arnOf("${assume_role.value}") },
      });
    }
    return { accountId, partition, region, provider };
  }

  /** One for all providers of the stack. */
  private planRoleVariable(): string | undefined {
    if (this.props.mayBePlannedOtherwise === undefined) {
      return undefined;
    }
    this.planRole ??= new TerraformVariable(this.stack, PLAN_ROLE, {
      type: "string",
      default: "",
      description: "Role that Terraform assumes to plan, in place of the one that may change everything",
    }).stringValue;
    return this.planRole;
  }
}
