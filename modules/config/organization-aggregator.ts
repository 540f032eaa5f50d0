import { ConfigConfigurationAggregator } from "@cdktf/provider-aws/lib/config-configuration-aggregator";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { serviceTrust } from "../iam/service-trust";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface OrganizationAggregatorProps {
  /** An account that administers AWS Config for the organization. */
  readonly environment: Environment;
  readonly aggregatorName: string;
  /** Name of the role with which Config reads the organization's accounts. */
  readonly roleName: string;
}

/**
 * One view of AWS Config's data from every account and every region of the organization.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html
 */
export class OrganizationAggregator extends Construct {
  constructor(scope: Construct, id: string, { environment, aggregatorName, roleName }: OrganizationAggregatorProps) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      ...inEnvironment(environment),
      name: roleName,
      description: "AWS Config lists the accounts of the organization",
      assumeRolePolicy: serviceTrust("config.amazonaws.com"),
    });
    const permissions = new IamRolePolicyAttachment(this, "role-policy", {
      ...inEnvironment(environment),
      role: role.name,
      policyArn: `arn:${environment.partition}:iam::aws:policy/service-role/AWSConfigRoleForOrganizations`,
    });
    new ConfigConfigurationAggregator(this, "Default", {
      ...inEnvironment(environment),
      name: aggregatorName,
      organizationAggregationSource: { allRegions: true, roleArn: role.arn },
      dependsOn: [permissions],
    });
  }
}
