import { TerraformElement, TerraformStack, TerraformVariable } from "cdktf";
import type { TerraformBackend, TerraformResource } from "cdktf";
import type { Construct, Node } from "constructs";
import type { LandingZone } from "../config/landing-zone";
import type { Environment } from "../modules/environment";
import { forget } from "../modules/forget";
import { classOf, isFurtherTarget } from "../aws/resource-classes";
import { DEPLOYMENT_ROLE } from "../aws/role-variables";
import { AccountProviders } from "./account-providers";
import { DataProtectionValidation } from "./data-protection-validation";
import { isRecorded, RecordedAddresses } from "./ledger/addresses";
import type { RecordedAddress } from "./ledger/addresses";
import { takeBack } from "./ledger/returned";
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
  /**
   * Whether everything in the stack may be destroyed and made again, whatever its type: the access of people, who lose it with the
   * line that gave it.
   * @default false
   */
  readonly mayBeRemade?: boolean;
}

/** Terraform that reads and locks S3 state by S3 alone; OpenTofu has the same version for it. */
const REQUIRED_TERRAFORM_VERSION = ">= 1.10.0";

/** A stack that is applied in one account, with that account's providers and its own state. */
export abstract class LandingZoneStack extends TerraformStack {
  readonly accountSlug: string;
  protected readonly landingZone: LandingZone;
  private readonly providers: AccountProviders;
  private readonly recorded: RecordedAddresses;
  private readonly mayBeRemade: boolean;
  private readonly backend: TerraformBackend;

  constructor(
    scope: Construct,
    id: string,
    landingZone: LandingZone,
    { slug, accountId }: StackAccount,
    { deploymentRoleVariable = false, everyRegion = false, mayBeRemade = false, roleName }: StackOptions = {},
  ) {
    super(scope, id);
    this.accountSlug = slug;
    this.landingZone = landingZone;
    this.mayBeRemade = mayBeRemade;
    this.recorded = new RecordedAddresses(landingZone.ledger, id);
    const { deployment, management, state } = landingZone;
    const role = deploymentRoleVariable ? this.addDeploymentRoleVariable(deployment.role) : deployment.role;
    const isManagement = slug === management.slug;
    this.providers = new AccountProviders(this, {
      landingZone,
      accountId,
      roleName: roleName ?? (isManagement ? deployment.managementRole : role),
      // In an account outside of the organization there is no other role.
      ...(roleName === undefined ? { mayBePlannedOtherwise: isManagement ? "no role" : "another role" } : {}),
    });
    if (everyRegion) {
      this.providers.declareEveryRegion();
    }
    // Terraform destroys and forgets what is in a region by its provider.
    this.providers.declare(landingZone.ledger?.regions[id]?.split(" ") ?? []);
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

  /**
   * The account's environments in all governed regions, and in those that are governed no more and still have something that
   * Terraform manages.
   *
   * @param idIn id of the construct directly in the stack, by region
   */
  protected environmentsWith(idIn: (region: string) => string): Environment[] {
    const had = this.recorded.all.filter(({ gone, off }) => gone !== true && off !== true);
    const left = [...new Set(had.map((entry) => entry.in.split("/")[1] ?? ""))]
      .filter((region) => !this.landingZone.regions.includes(region))
      .filter((region) => had.some(({ path }) => path.startsWith(`${idIn(region)}/`)))
      .sort();
    return [...this.environments, ...left.map((region) => this.in(region))];
  }

  /**
   * Forgets what the ledger has of this stack and the stack has no more, and takes back what it has again. Called once, when
   * everything is in the stack.
   *
   * @param isOff whether the configuration has switched off what was at a path
   * @returns what the ledger keeps of the stack
   */
  remember(isOff: (path: string) => boolean): RecordedAddress[] {
    if (this.mayBeRemade) {
      return [];
    }
    const before = new Map(this.recorded.all.map((entry) => [entry.address, entry]));
    const now = this.node
      .findAll()
      .filter((construct) => TerraformElement.isTerraformElement(construct))
      .filter(isRecorded)
      .map((resource): RecordedAddress => {
        const address = `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
        const { gone, import: written, returned } = before.get(address) ?? {};
        const isBack = gone === true || returned === true;
        if (isBack) {
          takeBack(resource, this.environmentOf(resource), written);
        }
        before.delete(address);
        return {
          address,
          path: this.pathOf(resource),
          in: this.placeOf(resource),
          ...(isBack ? { returned: true } : {}),
          ...(written === undefined ? {} : { import: written }),
        };
      });
    // Ledgers of states once had what no ledger keeps, and Terraform refuses to forget what is declared.
    const left = [...before.values()].filter(({ address }) => !isFurtherTarget(address));
    const absent = left.map((entry): RecordedAddress => {
      const { address, gone, off, path } = entry;
      const place = { address, path, in: entry.in };
      const isSaidOff = !isHeld(address) && isOff(path);
      if (gone === true) {
        // What was forgotten once Terraform cannot destroy.
        return { ...place, gone, ...(isSaidOff ? { off: true } : {}) };
      }
      const isDestroyed = isSaidOff || (!isHeld(address) && off === true);
      return { ...place, ...(isDestroyed ? { off: true } : { gone: true }) };
    });
    for (const { address, gone } of absent) {
      if (gone === true) {
        forget(this, address);
      }
    }
    return [...now, ...absent];
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const natural = super.allocateLogicalId(element);
    return TerraformElement.isTerraformElement(element) && isRecorded(element) && !this.mayBeRemade
      ? this.recorded.nameOf(
          { type: element.terraformResourceType, path: this.pathOf(element) },
          natural,
          this.placeOf(element),
        )
      : natural;
  }

  private pathOf({ node }: Construct): string {
    return node.path.slice(this.node.path.length + 1);
  }

  private placeOf(resource: TerraformResource): string {
    return `${this.accountSlug}/${this.environmentOf(resource).region}`;
  }

  private environmentOf({ provider }: TerraformResource): Environment {
    return this.providers.declaredAt(provider?.alias ?? this.landingZone.homeRegion);
  }

  private addDeploymentRoleVariable(byDefault: string): string {
    return new TerraformVariable(this, DEPLOYMENT_ROLE, {
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

/** What holds data is never destroyed, whatever is switched off. */
function isHeld(address: string): boolean {
  return classOf(address.slice(0, address.indexOf("."))) === "data";
}
