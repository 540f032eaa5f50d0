import { TerraformStack, TerraformVariable } from "cdktf";
import type { TerraformBackend } from "cdktf";
import type { Construct } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import type { Environment } from "../modules/environment";
import { AccountProviders } from "./account-providers";
import { DataProtectionValidation } from "./data-protection-validation";
import { addStateBackend } from "./state-backend";
import { prepareElements } from "./synthesis-speed/resolved-elements";
import { isFast } from "./synthesis-speed/switches";

export interface StackAccount {
  /** Identifier of the account in the landing zone: `log-archive`. */
  readonly slug: string;
  /** Twelve digits, or a token where AWS invents the account. */
  readonly accountId: string;
}

export interface StackOptions {
  /**
   * Whether resources of the stack refuse changes by the deployment role, so that another role has to be given:
   * `cdktf deploy log-archive --var deployment_role=<break-glass role>`.
   * @default false
   */
  readonly deploymentRoleVariable?: boolean;
  /**
   * Whether the stack has providers for all regions, governed or not, so that a region can be taken out of the
   * configuration: Terraform destroys what is there with its provider. Those without resources are never started.
   * @default false
   */
  readonly everyRegion?: boolean;
  /**
   * Name of the role that Terraform assumes.
   * @default - the deployment's, for the account
   */
  readonly roleName?: string;
}

/** Terraform that reads and locks S3 state by S3 alone; OpenTofu has the same version for it. */
const REQUIRED_TERRAFORM_VERSION = ">= 1.10.0";

/** A stack that is applied in one account, with that account's providers and its own state. */
export abstract class LandingZoneStack extends TerraformStack {
  readonly accountSlug: string;
  protected readonly landingZone: LandingZone;
  private readonly providers: AccountProviders;
  private readonly backend: TerraformBackend;

  constructor(
    scope: Construct,
    id: string,
    landingZone: LandingZone,
    { slug, accountId }: StackAccount,
    { deploymentRoleVariable = false, everyRegion = false, roleName }: StackOptions = {},
  ) {
    super(scope, id);
    this.accountSlug = slug;
    this.landingZone = landingZone;
    const { deployment, management, state } = landingZone;
    const role = deploymentRoleVariable ? this.addDeploymentRoleVariable(deployment.role) : deployment.role;
    this.providers = new AccountProviders(this, {
      landingZone,
      accountId,
      roleName: roleName ?? (slug === management.slug ? deployment.managementRole : role),
    });
    if (everyRegion) {
      this.providers.declareEveryRegion();
    }
    this.backend = addStateBackend(this, state);
    this.addOverride("terraform.required_version", REQUIRED_TERRAFORM_VERSION);
    // The short source "aws" that cdktf writes means another registry to OpenTofu.
    this.addOverride("terraform.required_providers.aws.source", "hashicorp/aws");
    this.node.addValidation(new DataProtectionValidation(this));
  }

  /** Regions this stack puts resources in, home region first. */
  get regions(): string[] {
    return this.providers.regions;
  }

  /** The account's home region, where everything is unless it is said otherwise. */
  protected get home(): Environment {
    return this.providers.at(this.landingZone.homeRegion);
  }

  /** The account's environments in all governed regions, home region first. */
  protected get environments(): [Environment, ...Environment[]] {
    const { homeRegion, regions } = this.landingZone;
    return [this.home, ...regions.filter((region) => region !== homeRegion).map((region) => this.in(region))];
  }

  protected in(region: string): Environment {
    return this.providers.at(region);
  }

  private addDeploymentRoleVariable(byDefault: string): string {
    return new TerraformVariable(this, "deployment_role", {
      type: "string",
      default: byDefault,
      description: "Role that Terraform assumes; changes of log buckets need the break-glass role",
    }).stringValue;
  }

  /** cdktf would search the whole stack for the backend, once for every stack that refers to this one. */
  override ensureBackendExists(): TerraformBackend {
    return isFast ? this.backend : super.ensureBackendExists();
  }

  override prepareStack(): void {
    if (isFast) {
      prepareElements(this);
    } else {
      super.prepareStack();
    }
  }
}
