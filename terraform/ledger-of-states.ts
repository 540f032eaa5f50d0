import { CORE_ACCOUNTS } from "../config/keys";
import type { LandingZone } from "../config/landing-zone";
import { LEDGER_VERSION, placeInAddress, stateText } from "../config/ledger/schema";
import type { Ledger } from "../config/ledger/schema";
import { Failure } from "../console/failure";
import { fold } from "../console/fold";
import { sidsOf } from "../review/sids";
import { attributesOf, hasAdvancedSelectors, isRecordedIn, regionOf } from "./state-resource";
import type { StateResource } from "./state-resource";
import type { States } from "./states";

const ORGANIZATION_STACK = "organization";
/** Accounts are constructs `account-<slug>`, units `<slug>` in `organizational-unit`; cdktf adds a hash where there are several parts. */
const ACCOUNT = /^account-(.+)$/;
const UNIT = /^organizational-unit_(.+)_[0-9A-F]{8}$/;

/** What a configuration makes that has no ledger. */
export interface Made {
  /** Slug of the account that a stack is applied in, if it is known. */
  accountOf(stack: string): string | undefined;
  /** Its resources as a ledger has them, by stack and address. */
  readonly resources: Ledger["resources"];
}

/**
 * The ledger of a landing zone that was deployed before there were ledgers, or has lost its own, from its states: which accounts,
 * units and policies there are under which addresses, and everything that must not be lost.
 *
 * @throws Failure when no state has anything, or one has what this project cannot have made
 */
export async function ledgerOfStates(landingZone: LandingZone, states: States, made: Made): Promise<Ledger> {
  const { homeRegion, name } = landingZone;
  const resources: Ledger["resources"] = {};
  const regions: Ledger["regions"] = {};
  let organization: StateResource[] = [];
  let hasSelectors = false;
  for (const stack of (await states.stacks()).sort()) {
    const managed = ((await states.read(stack)).resources ?? []).filter(({ mode }) => mode === "managed");
    refuseModules(managed, states.place(stack));
    if (stack === ORGANIZATION_STACK) {
      organization = managed;
    }
    const used = managed.map((resource) => regionOf(resource, homeRegion));
    regions[stack] = [...new Set([homeRegion, ...used])].sort().join(" ");
    hasSelectors ||= managed.some(hasAdvancedSelectors);
    for (const resource of managed.filter(isRecordedIn)) {
      const address = `${resource.type}.${resource.name}`;
      const place = `${made.accountOf(stack) ?? "unknown"}/${regionOf(resource, homeRegion)}`;
      resources[`${stack}/${address}`] = { path: pathOf(`${stack}/${address}`, place, made.resources), in: place };
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
    ...(hasSelectors ? { trailSelectors: "advanced" as const } : {}),
    // Which of them a part of the configuration needs, the configuration says.
    trustedServices: {},
    policies: policiesIn(organization),
    regions,
    resources,
  };
}

/**
 * The path of the construct that an address is of. What has moved has its place at the end of the address, which a configuration
 * without a ledger gives to nothing.
 */
function pathOf(key: string, place: string, made: Ledger["resources"]): string {
  const suffix = placeInAddress(place);
  const natural = key.endsWith(suffix) ? key.slice(0, -suffix.length) : key;
  return (made[key] ?? made[natural])?.path ?? "";
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
