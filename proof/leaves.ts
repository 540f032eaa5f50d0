import type { LandingZone } from "../config/landing-zone";
import type { SynthesizedStack } from "./stacks";

/** A reference in Terraform JSON, and what it will be. */
export interface Leaf {
  readonly reference: string;
  readonly value: string;
}

/** Stands in for the id that AWS CloudHSM invents for a cluster. */
export const HSM_CLUSTER = "cluster-1a23b4cdefg";

/** Ids that AWS gives to what a stack makes, and that policies name: of accounts, by their names, of the organization, and of HSMs. */
export function leavesOf({ accounts, organization }: LandingZone, { data = {}, resource }: SynthesizedStack): Leaf[] {
  const made = Object.entries(resource.aws_organizations_account ?? {}).flatMap(([id, { name }]) => {
    const account = accounts.find((candidate) => candidate.name === name);
    return account?.id === undefined
      ? []
      : [{ reference: `\${aws_organizations_account.${id}.id}`, value: account.id }];
  });
  const organizations = [
    ...Object.keys(resource.aws_organizations_organization ?? {}),
    ...Object.keys(data.aws_organizations_organization ?? {}).map((id) => `data.${id}`),
  ].map((id) => ({
    reference: id.startsWith("data.")
      ? `\${data.aws_organizations_organization.${id.slice("data.".length)}.id}`
      : `\${aws_organizations_organization.${id}.id}`,
    value: organization.id ?? "",
  }));
  const clusters = Object.keys(resource.aws_cloudhsm_v2_cluster ?? {}).map((id) => ({
    reference: `\${aws_cloudhsm_v2_cluster.${id}.cluster_id}`,
    value: HSM_CLUSTER,
  }));
  return [...made, ...organizations, ...clusters];
}
