import { DataAwsKmsAlias } from "@cdktf/provider-aws/lib/data-aws-kms-alias";
import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { DataAwsOrganizationsOrganizationalUnits } from "@cdktf/provider-aws/lib/data-aws-organizations-organizational-units";
import { DataAwsOrganizationsPolicies } from "@cdktf/provider-aws/lib/data-aws-organizations-policies";
import { DataAwsOrganizationsPolicy } from "@cdktf/provider-aws/lib/data-aws-organizations-policy";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { OrganizationsAccount } from "@cdktf/provider-aws/lib/organizations-account";
import { OrganizationsOrganizationalUnit } from "@cdktf/provider-aws/lib/organizations-organizational-unit";
import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { TerraformStack } from "cdktf";
import type { TerraformResource } from "cdktf";
import { adopt } from "../../modules/adopt";
import type { Environment } from "../../modules/environment";
import { terraformLiteral } from "../../modules/terraform-literal";
import { importIdOf } from "./import-ids";

/**
 * Lets Terraform take back what it has forgotten and the configuration has again: by its name, a key by its alias, an account by its
 * e-mail address, a unit by its name below its parent, a policy of the organization by its name. What AWS takes a second time needs nothing.
 *
 * @param written import id that somebody wrote into the ledger; `vpc-1=fl-1 vpc-2=fl-2` of what has `for_each`
 */
export function takeBack(resource: TerraformResource, place: Environment, written: string | undefined): void {
  if (resource.forEach !== undefined) {
    for (const [key = "", id] of (written ?? "").split(" ").map((instance) => instance.split("="))) {
      if (id !== undefined) {
        adopt(resource, id, key);
      }
    }
    return;
  }
  const id = written ?? lookedUp(resource, place) ?? importIdOf(resource, place);
  if (id !== undefined) {
    adopt(resource, id);
  }
}

/** An expression that finds the id of what AWS gave one. */
function lookedUp(resource: TerraformResource, { provider }: Environment): string | undefined {
  const stack = TerraformStack.of(resource);
  const lookup = `returned-${resource.friendlyUniqueId}`;
  if (resource instanceof KmsKey) {
    const alias = resource.node.scope?.node.children.find((child) => child instanceof KmsAlias);
    return alias?.nameInput === undefined
      ? undefined
      : new DataAwsKmsAlias(stack, lookup, { provider, name: alias.nameInput }).targetKeyId;
  }
  if (resource instanceof OrganizationsAccount) {
    const id = "returned-accounts";
    const organization =
      (stack.node.tryFindChild(id) as DataAwsOrganizationsOrganization | undefined) ??
      new DataAwsOrganizationsOrganization(stack, id, { provider });
    return found(
      `data.aws_organizations_organization.${organization.friendlyUniqueId}.accounts`,
      "lower(one.email)",
      String(resource.emailInput).toLowerCase(),
    );
  }
  if (resource instanceof OrganizationsOrganizationalUnit) {
    const siblings = new DataAwsOrganizationsOrganizationalUnits(stack, lookup, {
      provider,
      parentId: String(resource.parentIdInput),
    });
    return found(
      `data.aws_organizations_organizational_units.${siblings.friendlyUniqueId}.children`,
      "one.name",
      String(resource.nameInput),
    );
  }
  if (resource instanceof OrganizationsPolicy) {
    return found(policiesOf(stack, resource), "one.name", String(resource.nameInput), "policy_id");
  }
  return undefined;
}

/** All policies of the type that one has. */
function policiesOf(stack: TerraformStack, { provider, typeInput }: OrganizationsPolicy): string {
  const type = typeInput ?? "SERVICE_CONTROL_POLICY";
  const id = `returned-policies-${type}`;
  const policies =
    (stack.node.tryFindChild(id) as DataAwsOrganizationsPolicy | undefined) ??
    new DataAwsOrganizationsPolicy(stack, id, { provider, policyId: "${each.value}" });
  if (stack.node.tryFindChild(`${id}-ids`) === undefined) {
    const ids = new DataAwsOrganizationsPolicies(stack, `${id}-ids`, { provider, filter: type });
    policies.addOverride("for_each", `\${toset(data.aws_organizations_policies.${ids.friendlyUniqueId}.ids)}`);
  }
  return `data.aws_organizations_policy.${policies.friendlyUniqueId}`;
}

/** The id of the one entry of a list that has a value. */
function found(list: string, what: string, value: string, id = "id"): string {
  return `\${one([for one in ${list} : one.${id} if ${what} == ${JSON.stringify(terraformLiteral(value))}])}`;
}
