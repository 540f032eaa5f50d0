import { ConfigConfigurationAggregator } from "@cdktf/provider-aws/lib/config-configuration-aggregator";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, nameOf, pathOf } from "../checks";
import { serviceTrust } from "../iam/service-trust";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { after } from "../waiting";
import type { Waited } from "../waiting";

/** The environment is an account that administers `config.amazonaws.com` for the organization, in the region of the view. */
export interface OrganizationAggregatorProps extends EnvironmentProps {
  /**
   * 1 to 256 letters, digits, `-` and `_`, unique in account and region.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly aggregatorName?: string;
  /**
   * Name of the role with which Config reads the organization's accounts; at most 64 characters.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly roleName?: string;
  /**
   * What has to be there before: the `DelegatedAdministrator`.
   * @default - it is there
   */
  readonly after?: readonly Waited[];
}

/**
 * One view of AWS Config's data from every account and every region of the organization.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html
 */
export class OrganizationAggregator extends Construct {
  /** ARN of the aggregator. */
  readonly aggregatorArn: string;
  /** The aggregator itself. */
  readonly aggregator: ConfigConfigurationAggregator;
  /** The role itself. */
  readonly role: IamRole;
  /** The aggregator: from then on it gathers. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: OrganizationAggregatorProps = {}) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { aggregatorName = nameOf(where), roleName = nameOf(where) } = props;
    checkFormats(
      where,
      { aggregatorName, roleName },
      { aggregatorName: FORMATS.aggregatorName, roleName: FORMATS.roleName },
    );
    const environment = environmentOf(scope, id, props);
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
    this.aggregator = new ConfigConfigurationAggregator(this, "Default", {
      ...inEnvironment(environment),
      name: aggregatorName,
      organizationAggregationSource: { allRegions: true, roleArn: role.arn },
      dependsOn: [permissions, ...(after(this, ...(props.after ?? [])) ?? [])],
    });
    this.aggregatorArn = this.aggregator.arn;
    this.role = role;
    this.ready = this.aggregator;
  }
}
