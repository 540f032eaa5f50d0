import { isDeepStrictEqual } from "node:util";
import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListRootsCommand,
  paginateListOrganizationalUnitsForParent,
  paginateListPolicies,
  paginateListTargetsForPolicy,
} from "@aws-sdk/client-organizations";
import type { OrganizationsClient, PolicySummary, Root } from "@aws-sdk/client-organizations";
import { LOG_ARCHIVE_ID_TO_COME, ORGANIZATION_ID_TO_COME } from "../../config/guardrails";
import type { GuardrailPolicy } from "../../config/guardrails";
import type { LandingZone } from "../../config/landing-zone";
import { isManagementHome } from "./check";
import type { Check, Difference } from "./check";

/**
 * The policies that carry out guardrails.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListTargetsForPolicy.html
 */
export const guardrails: Check = {
  id: "guardrails",
  title: "The guardrails are attached where the file says, with what it says",
  concerns: isManagementHome,
  async run({ landingZone }, { accountId, organizations: client }) {
    const { Roots: [root = {}] = [] } = await client.send(new ListRootsCommand({}));
    const { Organization } = await client.send(new DescribeOrganizationCommand({}));
    const units = await idsOfUnits(client, landingZone, root);
    const ids: Ids = {
      organization: Organization?.Id ?? "",
      logArchive: await accountId(landingZone.logArchive),
      targetOf: (path) => (path === undefined ? root.Id : units.get(path)),
    };
    const types = [...new Set(landingZone.guardrails.map(({ type }) => type))];
    const differences: Difference[] = types
      .filter((type) => !root.PolicyTypes?.some(({ Status, Type }) => Type === type && Status === "ENABLED"))
      .map((type) => ({ what: `policies of the type ${type} are disabled on the root: none of them is in force` }));
    for (const type of types) {
      const found = await policiesOf(client, type);
      for (const policy of landingZone.guardrails.filter((guardrail) => guardrail.type === type)) {
        differences.push(...(await policyDifferences(client, policy, found.get(policy.name), ids)));
      }
    }
    return differences;
  },
};

interface Ids {
  readonly organization: string;
  readonly logArchive: string;
  /** Id of the root, or of the unit of a path; absent where there is no such unit. */
  readonly targetOf: (path: string | undefined) => string | undefined;
}

async function policyDifferences(
  client: OrganizationsClient,
  { content, name, organizationalUnits }: GuardrailPolicy,
  found: PolicySummary | undefined,
  ids: Ids,
): Promise<Difference[]> {
  if (found === undefined) {
    return [{ what: `there is no policy ${name}` }];
  }
  const targets = new Set<string | undefined>();
  for await (const page of paginateListTargetsForPolicy({ client }, { PolicyId: found.Id })) {
    for (const { TargetId } of page.Targets ?? []) {
      targets.add(TargetId);
    }
  }
  const { Policy } = await client.send(new DescribePolicyCommand({ PolicyId: found.Id }));
  const wanted = content
    .replaceAll(ORGANIZATION_ID_TO_COME, ids.organization)
    .replaceAll(LOG_ARCHIVE_ID_TO_COME, ids.logArchive);
  const places = organizationalUnits.length === 0 ? [undefined] : organizationalUnits;
  const detached = places.filter((path) => !targets.has(ids.targetOf(path) ?? "none"));
  return [
    ...detached.map((path) => ({ what: `${name} is not attached to ${path ?? "the root"}`, advice: WHO })),
    ...(isDeepStrictEqual(JSON.parse(Policy?.Content ?? "{}"), JSON.parse(wanted))
      ? []
      : [{ what: `${name} does not say what the file says`, advice: WHO }]),
  ];
}

async function policiesOf(
  client: OrganizationsClient,
  Filter: GuardrailPolicy["type"],
): Promise<Map<string, PolicySummary>> {
  const found = new Map<string, PolicySummary>();
  for await (const { Policies = [] } of paginateListPolicies({ client }, { Filter })) {
    for (const policy of Policies) {
      found.set(policy.Name ?? "", policy);
    }
  }
  return found;
}

/** Ids of the units that guardrails are attached to, by their paths, and of those above them. */
async function idsOfUnits(
  client: OrganizationsClient,
  { guardrails: policies, organization: { organizationalUnits } }: LandingZone,
  root: Root,
): Promise<Map<string, string>> {
  const needed = policies.flatMap((policy) => policy.organizationalUnits);
  const ids = new Map<string, string>();
  // Parents come before their children.
  for (const { id, name, parentPath, path } of organizationalUnits) {
    const parent = parentPath === undefined ? root.Id : ids.get(parentPath);
    if (id !== undefined) {
      ids.set(path, id);
    } else if (parent !== undefined && needed.some((other) => other === path || other.startsWith(`${path}/`))) {
      for await (const page of paginateListOrganizationalUnitsForParent({ client }, { ParentId: parent })) {
        const found = page.OrganizationalUnits?.find((unit) => unit.Name === name)?.Id;
        if (found !== undefined) {
          ids.set(path, found);
        }
      }
    }
  }
  return ids;
}

const WHO = "Find who changed it, in the trail's DetachPolicy and UpdatePolicy, then deploy the stack organization.";
