import {
  DescribeOrganizationalUnitCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListChildrenCommand,
  ListDelegatedAdministratorsCommand,
  ListDelegatedServicesForAccountCommand,
  ListParentsCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-organizations";
import type { OrganizationsClient } from "@aws-sdk/client-organizations";

type Tags = Readonly<Record<string, string>>;

/** What adopting an organization must not change. */
export interface OrganizationState {
  /** By id. */
  readonly accounts: Readonly<
    Record<
      string,
      {
        readonly name?: string;
        readonly email?: string;
        readonly status?: string;
        readonly parent?: string;
        readonly tags: Tags;
      }
    >
  >;
  /** By id, at whatever depth. */
  readonly units: Readonly<Record<string, { readonly name?: string; readonly parent: string; readonly tags: Tags }>>;
  /** Service principals with trusted access, sorted. */
  readonly services: readonly string[];
  /** Enabled on the root, sorted. */
  readonly policyTypes: readonly string[];
  /** Names of service control policies, sorted. */
  readonly policies: readonly string[];
  /** Service principals that accounts administer, sorted, by the account's id. */
  readonly delegations: Readonly<Record<string, readonly string[]>>;
}

/** Reads an organization from its management account. */
export async function readOrganization(client: OrganizationsClient): Promise<OrganizationState> {
  const { Accounts = [] } = await client.send(new ListAccountsCommand({}));
  const { Roots = [] } = await client.send(new ListRootsCommand({}));
  const { EnabledServicePrincipals = [] } = await client.send(new ListAWSServiceAccessForOrganizationCommand({}));
  const { Policies = [] } = await client.send(new ListPoliciesCommand({ Filter: "SERVICE_CONTROL_POLICY" }));
  const accounts: [string, OrganizationState["accounts"][string]][] = [];
  for (const { Email: email, Id: id = "", Name: name, Status: status } of Accounts) {
    const { Parents = [] } = await client.send(new ListParentsCommand({ ChildId: id }));
    accounts.push([id, { name, email, status, parent: Parents[0]?.Id, tags: await tagsOf(client, id) }]);
  }
  return {
    accounts: Object.fromEntries(accounts),
    units: Object.fromEntries(await unitsBelow(client, String(Roots[0]?.Id))),
    services: EnabledServicePrincipals.map(({ ServicePrincipal = "" }) => ServicePrincipal).sort(),
    policyTypes: (Roots[0]?.PolicyTypes ?? []).map(({ Type }) => String(Type)).sort(),
    policies: Policies.map(({ Name = "" }) => Name).sort(),
    delegations: await readDelegations(client),
  };
}

async function unitsBelow(
  client: OrganizationsClient,
  parent: string,
): Promise<[string, OrganizationState["units"][string]][]> {
  const { Children = [] } = await client.send(
    new ListChildrenCommand({ ParentId: parent, ChildType: "ORGANIZATIONAL_UNIT" }),
  );
  const units: [string, OrganizationState["units"][string]][] = [];
  for (const { Id: id = "" } of Children) {
    const { OrganizationalUnit } = await client.send(
      new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: id }),
    );
    units.push([id, { name: OrganizationalUnit?.Name, parent, tags: await tagsOf(client, id) }]);
    units.push(...(await unitsBelow(client, id)));
  }
  return units;
}

async function tagsOf(client: OrganizationsClient, ResourceId: string): Promise<Tags> {
  const { Tags: found = [] } = await client.send(new ListTagsForResourceCommand({ ResourceId }));
  return Object.fromEntries(found.map(({ Key = "", Value = "" }) => [Key, Value]));
}

async function readDelegations(client: OrganizationsClient): Promise<OrganizationState["delegations"]> {
  const { DelegatedAdministrators = [] } = await client.send(new ListDelegatedAdministratorsCommand({}));
  const delegations: [string, string[]][] = [];
  for (const { Id: id = "" } of DelegatedAdministrators) {
    const { DelegatedServices = [] } = await client.send(new ListDelegatedServicesForAccountCommand({ AccountId: id }));
    delegations.push([id, DelegatedServices.map(({ ServicePrincipal = "" }) => ServicePrincipal).sort()]);
  }
  return Object.fromEntries(delegations);
}
