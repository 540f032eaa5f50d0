import { isKept } from "../aws/resource-classes";
import { CORE_ACCOUNTS } from "../config/keys";
import type { LandingZone } from "../config/landing-zone";
import { LEDGER_VERSION, stateText } from "../config/ledger/schema";
import type { Ledger } from "../config/ledger/schema";
import type { StateJson } from "../review/plan-json";
import type { States } from "./states";

type StateResource = NonNullable<StateJson["resources"]>[number];

const ORGANIZATION_STACK = "organization";
/** Accounts are constructs `account-<slug>`, units `<slug>` in `organizational-unit`; cdktf adds a hash where there are several parts. */
const ACCOUNT = /^account-(.+)$/;
const UNIT = /^organizational-unit_(.+)_[0-9A-F]{8}$/;

/**
 * The ledger of a landing zone that was deployed before there were ledgers, from its states: which accounts, units and policies
 * there are under which addresses, and everything that must not be lost.
 *
 * @param accountOf slug of the account that a stack is applied in, if it is known
 */
export async function ledgerOfStates(
  landingZone: LandingZone,
  states: States,
  accountOf: (stack: string) => string | undefined,
): Promise<Ledger> {
  const { homeRegion, name } = landingZone;
  const resources: Ledger["resources"] = {};
  const regions: Ledger["regions"] = {};
  let organization: StateResource[] = [];
  for (const stack of (await states.stacks()).sort()) {
    const managed = ((await states.read(stack)).resources ?? []).filter(({ mode }) => mode === "managed");
    if (stack === ORGANIZATION_STACK) {
      organization = managed;
    }
    const used = managed.map((resource) => regionOf(resource, homeRegion));
    regions[stack] = [...new Set([homeRegion, ...used])].sort().join(" ");
    for (const resource of managed.filter(({ type }) => isKept(type))) {
      resources[`${stack}/${resource.type}.${resource.name}`] = {
        path: "",
        in: `${accountOf(stack) ?? "unknown"}/${regionOf(resource, homeRegion)}`,
      };
    }
  }
  return {
    version: LEDGER_VERSION,
    name,
    homeRegion,
    organization: idOfOrganization(organization) ?? landingZone.organization.id ?? null,
    state: stateText(landingZone.state),
    accounts: accountsIn(organization, landingZone),
    organizationalUnits: unitsIn(organization),
    // Which of them a part of the configuration needs, the configuration says.
    trustedServices: {},
    policies: policiesIn(organization),
    regions,
    resources,
  };
}

/** `provider["registry.terraform.io/hashicorp/aws"].eu-central-1` */
function regionOf({ provider }: StateResource, homeRegion: string): string {
  return /"\]\.([a-z0-9-]+)$/.exec(provider)?.[1] ?? homeRegion;
}

function attributesOf({ instances = [] }: StateResource): Readonly<Record<string, unknown>> {
  return instances[0]?.attributes ?? {};
}

function ofType(resources: readonly StateResource[], type: string): StateResource[] {
  return resources.filter((resource) => resource.type === type);
}

function idOfOrganization(resources: readonly StateResource[]): string | undefined {
  const [organization] = ofType(resources, "aws_organizations_organization");
  return organization === undefined ? undefined : String(attributesOf(organization).id);
}

function accountsIn(resources: readonly StateResource[], { management }: LandingZone): Ledger["accounts"] {
  const members = ofType(resources, "aws_organizations_account").flatMap((resource) => {
    const slug = ACCOUNT.exec(resource.name)?.[1];
    const { email, id, name } = attributesOf(resource);
    return slug === undefined ? [] : [[slug, { name: String(name), email: String(email), id: String(id) }] as const];
  });
  const { email, id, name } = management;
  return { [CORE_ACCOUNTS.management]: { name, email, id }, ...Object.fromEntries(members) };
}

function unitsIn(resources: readonly StateResource[]): Ledger["organizationalUnits"] {
  const units = ofType(resources, "aws_organizations_organizational_unit").map((resource) => ({
    slug: UNIT.exec(resource.name)?.[1] ?? resource.name,
    ...(attributesOf(resource) as { readonly id: string; readonly name: string; readonly parent_id: string }),
  }));
  const pathOf = (id: string): string[] => {
    const unit = units.find((candidate) => candidate.id === id);
    return unit === undefined ? [] : [...pathOf(unit.parent_id), unit.name];
  };
  return Object.fromEntries(units.map(({ id, slug }) => [slug, { path: pathOf(id).join("/") }]));
}

function policiesIn(resources: readonly StateResource[]): Ledger["policies"] {
  return Object.fromEntries(
    ofType(resources, "aws_organizations_policy").map((resource) => {
      const { content, name } = attributesOf(resource);
      const { Statement = [] } = JSON.parse(String(content)) as { Statement?: readonly { readonly Sid?: string }[] };
      return [resource.name, { name: String(name), statements: Statement.map(({ Sid = "" }) => Sid).join(" ") }];
    }),
  );
}
