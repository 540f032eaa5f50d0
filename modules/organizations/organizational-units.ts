import { OrganizationsOrganizationalUnit } from "@cdktf/provider-aws/lib/organizations-organizational-unit";
import { Construct } from "constructs";
import { adopt } from "../adopt";
import { PREVENT_DESTROY } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface OrganizationalUnitSpec {
  /** Identifier of the unit's construct; part of its Terraform address. */
  readonly slug: string;
  /** `Workloads/Production` */
  readonly path: string;
  readonly name: string;
  /**
   * `ou-...` of a unit that exists already: it is adopted, and keeps its tags.
   * @default - the unit is created
   */
  readonly id?: string;
  /**
   * Path of the unit above.
   * @default - the unit is directly below the root
   */
  readonly parentPath?: string;
}

export interface OrganizationalUnitsProps {
  /** The management account. */
  readonly environment: Environment;
  readonly rootId: string;
  /** Parents before their children. */
  readonly organizationalUnits: readonly OrganizationalUnitSpec[];
}

/**
 * The tree of organizational units.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_ous.html
 */
export class OrganizationalUnits extends Construct {
  private readonly ids: ReadonlyMap<string | undefined, string>;
  private readonly slugs: ReadonlyMap<string, string>;

  constructor(scope: Construct, id: string, props: OrganizationalUnitsProps) {
    super(scope, id);
    const ids = new Map<string | undefined, string>([[undefined, props.rootId]]);
    this.ids = ids;
    this.slugs = new Map(props.organizationalUnits.map(({ path, slug }) => [path, slug]));
    for (const { id: existingId, slug, name, path, parentPath } of props.organizationalUnits) {
      const unit = new OrganizationsOrganizationalUnit(this, slug, {
        ...inEnvironment(props.environment),
        name,
        parentId: this.idOf(parentPath),
        lifecycle:
          existingId === undefined ? PREVENT_DESTROY : { ...PREVENT_DESTROY, ignoreChanges: ["tags", "tags_all"] },
      });
      if (existingId !== undefined) {
        adopt(unit, existingId);
      }
      ids.set(path, unit.id);
    }
  }

  /**
   * Id of the unit at a path, or of the root when there is no path.
   * @throws Error when no unit has this path
   */
  idOf(path: string | undefined): string {
    const id = this.ids.get(path);
    if (id === undefined) {
      throw new Error(
        `the organizational unit "${path ?? ""}" is not defined before its use; there are: ${this.known()}`,
      );
    }
    return id;
  }

  /**
   * Identifier of the unit at a path in construct ids.
   * @throws Error when no unit has this path
   */
  slugOf(path: string): string {
    const slug = this.slugs.get(path);
    if (slug === undefined) {
      throw new Error(`there is no organizational unit "${path}"; there are: ${this.known()}`);
    }
    return slug;
  }

  private known(): string {
    return [...this.ids.keys()].filter((path) => path !== undefined).join(", ") || "none";
  }
}
