import { ConfigOrganizationConformancePack } from "@cdktf/provider-aws/lib/config-organization-conformance-pack";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { ORGANIZATION_TIMEOUTS } from "./organization-timeouts";

export interface OrganizationConformancePackProps {
  /**
   * A region of the account that administers `config-multiaccountsetup.amazonaws.com` for the organization. The pack is
   * deployed to this region of every account, which has to record there.
   */
  readonly environment: Environment;
  /** At most 128 letters, digits and `-`, the first a letter. Accounts see it as `OrgConformsPack-<name>-<random>`. */
  readonly packName: string;
  /** The template as YAML or JSON text of at most 51,200 bytes. */
  readonly templateBody: string;
  /**
   * Values of the template's parameters; at most 60.
   * @default - the template's own
   */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * Ids of accounts that do not get the pack; at most 1,000.
   * @default - none
   */
  readonly excludedAccounts?: readonly string[];
}

/**
 * A conformance pack, which is rules and remediations under one name and one score, in one region of every account of the
 * organization. AWS does not give the template back: Terraform compares with what it deployed last.
 *
 * Asked by a delegated administrator, AWS may go on saying that a pack is being made when every account has it. Provider 5
 * then waits in vain and marks the pack as broken: `terraform untaint` keeps it.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/conformance-pack-organization-apis.html
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/24545
 */
export class OrganizationConformancePack extends Construct {
  constructor(scope: Construct, id: string, props: OrganizationConformancePackProps) {
    super(scope, id);
    const { excludedAccounts = [], parameters = {} } = props;
    const inputParameter = Object.entries(parameters).map(([parameterName, parameterValue]) => ({
      parameterName,
      parameterValue,
    }));
    new ConfigOrganizationConformancePack(this, "Default", {
      ...inEnvironment(props.environment),
      name: props.packName,
      templateBody: props.templateBody,
      inputParameter: inputParameter.length === 0 ? undefined : inputParameter,
      excludedAccounts: excludedAccounts.length === 0 ? undefined : [...excludedAccounts],
      timeouts: ORGANIZATION_TIMEOUTS,
    });
  }
}
