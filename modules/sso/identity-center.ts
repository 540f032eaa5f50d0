import { DataAwsIdentitystoreGroup } from "@cdktf/provider-aws/lib/data-aws-identitystore-group";
import { DataAwsSsoadminInstances } from "@cdktf/provider-aws/lib/data-aws-ssoadmin-instances";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, pathOf } from "../checks";
import { environmentOf, inEnvironment } from "../environment";
import type { Environment, EnvironmentProps } from "../environment";

/** The environment is the management account, in the home region of IAM Identity Center. */
export interface IdentityCenterProps extends EnvironmentProps {
  /**
   * Instance of the organization and its identity store: `arn:aws:sso:::instance/ssoins-...`, `d-...`.
   * @default - looked up: an organization has one
   */
  readonly instance?: { readonly arn: string; readonly identityStoreId: string };
}

/**
 * The organization's instance of IAM Identity Center, which somebody enabled, and the groups in its identity store. They are
 * looked up by their names: who is in them is decided where they come from.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/identity-center-instances.html
 */
export class IdentityCenter extends Construct {
  /** ARN of the instance. */
  readonly instanceArn: string;
  /** `d-...` */
  readonly identityStoreId: string;
  private readonly environment: Environment;

  constructor(scope: Construct, id: string, props: IdentityCenterProps = {}) {
    super(scope, id);
    const { instance } = props;
    checkFormats(`${pathOf(scope, id)}: instance`, instance ?? {}, { arn: FORMATS.identityCenterArn });
    const environment = environmentOf(scope, id, props);
    this.environment = environment;
    if (instance === undefined) {
      // Sets, of one.
      const found = new DataAwsSsoadminInstances(this, "Default", { ...inEnvironment(environment) });
      this.instanceArn = Fn.element(Fn.tolist(found.arns), 0) as string;
      this.identityStoreId = Fn.element(Fn.tolist(found.identityStoreIds), 0) as string;
    } else {
      this.instanceArn = instance.arn;
      this.identityStoreId = instance.identityStoreId;
    }
  }

  /**
   * Id of a group. A plan fails where there is none of the name.
   *
   * @param key names the lookup, and is part of its Terraform address
   * @param displayName of the group
   */
  groupId(key: string, displayName: string): string {
    return new DataAwsIdentitystoreGroup(this, `group-${key}`, {
      ...inEnvironment(this.environment),
      identityStoreId: this.identityStoreId,
      alternateIdentifier: { uniqueAttribute: { attributePath: "DisplayName", attributeValue: displayName } },
    }).groupId;
  }
}
