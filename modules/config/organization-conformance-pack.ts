import { ConfigOrganizationConformancePack } from "@cdktf/provider-aws/lib/config-organization-conformance-pack";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormat, checkFormats, checkNumberOf, isKnown, nameOf, pathOf, refuse } from "../checks";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { after } from "../waiting";
import type { Waited } from "../waiting";
import { MOST_EXCLUDED_ACCOUNTS } from "./organization-rule";
import { ORGANIZATION_TIMEOUTS } from "./organization-timeouts";

/**
 * The environment is a region of the account that administers `config-multiaccountsetup.amazonaws.com` for the organization.
 * The pack is deployed to this region of every account, which has to record there.
 */
export interface OrganizationConformancePackProps extends EnvironmentProps {
  /**
   * At most 128 letters, digits and `-`, the first a letter. Accounts see it as `OrgConformsPack-<name>-<random>`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly packName?: string;
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
  /**
   * What has to be there before: the `DelegatedAdministrator`, the `ConfigRecorder` of each account.
   * @default - all of it is there
   */
  readonly after?: readonly Waited[];
}

/** Bytes. */
const LONGEST_TEMPLATE = 51_200;
const MOST_PARAMETERS = 60;

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
  /** The pack itself. */
  readonly pack: ConfigOrganizationConformancePack;
  /** The pack, in every account. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: OrganizationConformancePackProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { excludedAccounts = [], packName = nameOf(where), parameters = {} } = props;
    checkPack(where, { ...props, packName });
    const inputParameter = Object.entries(parameters).map(([parameterName, parameterValue]) => ({
      parameterName,
      parameterValue,
    }));
    this.pack = new ConfigOrganizationConformancePack(this, "Default", {
      ...inEnvironment(environmentOf(scope, id, props)),
      name: packName,
      templateBody: props.templateBody,
      inputParameter: inputParameter.length === 0 ? undefined : inputParameter,
      excludedAccounts: excludedAccounts.length === 0 ? undefined : [...excludedAccounts],
      timeouts: ORGANIZATION_TIMEOUTS,
      dependsOn: after(this, ...(props.after ?? [])),
    });
    this.ready = this.pack;
  }
}

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConformancePack.html */
function checkPack(where: string, props: OrganizationConformancePackProps): void {
  const { excludedAccounts = [], parameters = {}, templateBody } = props;
  checkFormats(where, props, { packName: FORMATS.conformancePackName });
  for (const [index, account] of excludedAccounts.entries()) {
    checkFormat(where, `excludedAccounts[${index}]`, account, FORMATS.accountId);
  }
  checkNumberOf(where, "excludedAccounts", excludedAccounts, MOST_EXCLUDED_ACCOUNTS);
  checkNumberOf(where, "parameters", Object.keys(parameters), MOST_PARAMETERS);
  const bytes = Buffer.byteLength(templateBody);
  if (isKnown(templateBody) && (bytes === 0 || bytes > LONGEST_TEMPLATE)) {
    refuse(where, "templateBody", { got: `${bytes} bytes`, allowed: "a template of 1 to 51,200 bytes" });
  }
}
