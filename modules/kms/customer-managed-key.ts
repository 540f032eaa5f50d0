import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { KEY_ADMINISTRATION } from "../../aws/key-administration";
import { KEY_DESTRUCTION } from "../../aws/tampering";
import { accountRootArn } from "../iam/arns";
import { policyDocument } from "../iam/policy-document";
import type { PolicyStatement } from "../iam/policy-document";
import { checkFormats, pathOf } from "../checks";
import { environmentOf, inEnvironment } from "../environment";
import type { Environment, EnvironmentProps } from "../environment";
import { keep } from "../kept";
import { materialArguments } from "./key-material";
import type { KeyMaterial } from "./key-material";

/** AWS's longest waiting period, in days: the longest time to notice and cancel a deletion. */
const DELETION_WINDOW_DAYS = 30;

/** What all keys have in common. */
export interface KeyProps extends EnvironmentProps {
  /**
   * Alias with its `alias/` prefix, unique in account and region.
   * @default - `alias/` and the ids of the stack and the construct
   */
  readonly alias?: string;
  /**
   * ARN of the one role that may disable or delete the key.
   * @default - every administrator of keys in the account: only for data that nobody has to read later, such as
   * messages
   */
  readonly breakGlassRoleArn?: string;
  /**
   * The custom key store that holds the key's material.
   * @default - KMS itself, which rotates it every year
   */
  readonly material?: KeyMaterial;
}

export interface CustomerManagedKeyProps extends KeyProps {
  /** What the key is for, shown in the console. */
  readonly description: string;
  /** Who uses the key, and for what. */
  readonly statements: readonly PolicyStatement[];
}

/**
 * A symmetric key of this account: rotated every year unless a custom key store holds its material, deleted after a waiting period of 30 days and, where one is
 * named, only by the break-glass role. While it is in the code, a plan that would destroy or replace it fails. Only
 * principals that its policy names can use it: the account's IAM policies allow administration only.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export class CustomerManagedKey extends Construct {
  /** ARN of the key, known once AWS has made it. */
  readonly keyArn: string;
  /** The key itself. */
  readonly key: KmsKey;
  /** The key with its policy: whoever encrypts waits for it, as whatever is given its ARN does. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: CustomerManagedKeyProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { alias = `alias/${where.replaceAll(/[^A-Za-z0-9_-]/g, "-")}` } = props;
    checkFormats(where, { ...props, alias }, { alias: FORMATS.keyAlias, breakGlassRoleArn: FORMATS.roleArn });
    const environment = environmentOf(scope, id, props);
    const key = new KmsKey(this, "Default", {
      ...inEnvironment(environment),
      description: props.description,
      deletionWindowInDays: DELETION_WINDOW_DAYS,
      policy: policyDocument(
        {
          // Without it nobody could ever change the key again; who may do so is decided by IAM policies in this
          // account.
          Sid: "AccountAdministersKey",
          Effect: "Allow",
          Principal: { AWS: accountRootArn(environment, environment.accountId) },
          Action: KEY_ADMINISTRATION,
          Resource: "*",
        },
        ...props.statements,
        ...destructionBy(props.breakGlassRoleArn),
      ),
      ...materialArguments(props.material),
    });
    new KmsAlias(this, "alias", {
      ...inEnvironment(environment),
      name: alias,
      targetKeyId: key.keyId,
    });
    this.keyArn = key.arn;
    this.key = key;
    this.ready = key;
  }

  /** Refuses to destroy a key that the code does not make any more: one that was directly in the stack. */
  static keep(stack: TerraformStack, id: string, environment: Environment): void {
    keep(stack, environment, KmsKey.tfResourceType, id);
  }
}

function destructionBy(roleArn: string | undefined): PolicyStatement[] {
  if (roleArn === undefined) {
    return [];
  }
  return [
    {
      Sid: "DenyDestruction",
      Effect: "Deny",
      Principal: "*",
      Action: KEY_DESTRUCTION,
      Resource: "*",
      Condition: { ArnNotEquals: { "aws:PrincipalArn": roleArn } },
    },
  ];
}
