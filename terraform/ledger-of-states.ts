import { isKept } from "../aws/resource-classes";
import { CORE_ACCOUNTS } from "../config/keys";
import type { LandingZone } from "../config/landing-zone";
import { LEDGER_VERSION, stateText } from "../config/ledger/schema";
import type { Ledger } from "../config/ledger/schema";
import { Failure } from "../console/failure";
import { fold } from "../console/fold";
import type { StateJson } from "../review/plan-json";
import { sidsOf } from "../review/sids";
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
 * @throws Failure when no state has anything, or one has what this project cannot have made
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
    refuseModules(managed, states.place(stack));
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
  if (Object.keys(resources).length === 0) {
    throw new Failure(
      fold(
        `there is nothing in states in ${states.where}: where something is deployed, say with --output, or with state in ` +
          "the file, where its states are; where nothing ever was, ledger --new begins the ledger",
      ),
    );
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

/** What a ledger does not have Terraform destroys, and it has addresses of the root module only. */
function refuseModules(resources: readonly StateResource[], place: string): void {
  const foreign = resources.find(({ module }) => module !== undefined);
  if (foreign !== undefined) {
    throw new Failure(
      fold(
        `the state ${place} has ${String(foreign.module)}.${foreign.type}.${foreign.name}, and this project makes no ` +
          "modules: it is the state of something else, or somebody added to it. Move that to a state of its own " +
          "(terraform state mv -state-out), or name the right folder with --output",
      ),
    );
  }
}

/** `provider["registry.terraform.io/hashicorp/aws"].eu-central-1` */
function regionOf({ provider }: StateResource, homeRegion: string): string {
  return /"\]\.([a-z0-9-]+)$/.exec(provider)?.[1] ?? homeRegion;
}

function attributesOf({ instances = [] }: StateResource): Readonly<Record<string, unknown>> {
  return instances.find(({ deposed }) => deposed === undefined)?.attributes ?? {};
}

function ofType(resources: readonly StateResource[], type: string): StateResource[] {
  return resources.filter((resource) => resource.type === type);
}

function idOfOrganization(resources: readonly StateResource[]): string | undefined {
  const [organization] = ofType(resources, "aws_organizations_organization");
  return organization === undefined ? undefined : textOf(attributesOf(organization).id);
}

function accountsIn(resources: readonly StateResource[], { management }: LandingZone): Ledger["accounts"] {
  const members = ofType(resources, "aws_organizations_account").flatMap((resource) => {
    const slug = ACCOUNT.exec(resource.name)?.[1];
    const attributes = attributesOf(resource);
    const [email, id, name] = [attributes.email, attributes.id, attributes.name].map(textOf);
    // One that was not made, or not read, has no attributes; who it is the configuration says.
    return slug === undefined || email === undefined || name === undefined
      ? []
      : [[slug, { name, email, ...(id === undefined ? {} : { id }) }] as const];
  });
  const { email, id, name } = management;
  return { [CORE_ACCOUNTS.management]: { name, email, id }, ...Object.fromEntries(members) };
}

function unitsIn(resources: readonly StateResource[]): Ledger["organizationalUnits"] {
  const units = ofType(resources, "aws_organizations_organizational_unit").flatMap((resource) => {
    const attributes = attributesOf(resource);
    const [id, name, parent_id = ""] = [attributes.id, attributes.name, attributes.parent_id].map(textOf);
    return id === undefined || name === undefined
      ? []
      : [{ slug: UNIT.exec(resource.name)?.[1] ?? resource.name, id, name, parent_id }];
  });
  const pathOf = (id: string, below: readonly string[] = []): string[] => {
    const unit = units.find((candidate) => candidate.id === id && !below.includes(id));
    return unit === undefined ? [] : [...pathOf(unit.parent_id, [...below, id]), unit.name];
  };
  return Object.fromEntries(units.map(({ id, slug }) => [slug, { path: pathOf(id).join("/") }]));
}

function policiesIn(resources: readonly StateResource[]): Ledger["policies"] {
  return Object.fromEntries(
    ofType(resources, "aws_organizations_policy").flatMap((resource) => {
      const { content, name } = attributesOf(resource);
      return typeof name === "string"
        ? [[resource.name, { name, statements: sidsOf(content).join(" ") }] as const]
        : [];
    }),
  );
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
