import type { TerraformResource } from "cdktf";
import type { Environment } from "../../modules/environment";

type Attributes = Readonly<Record<string, unknown>>;
type Place = Pick<Environment, "accountId" | "partition" | "region">;
type ImportId = (attributes: Attributes, place: Place) => string | undefined;

const attribute =
  (name: string): ImportId =>
  (attributes) =>
    textOf(attributes[name]);

const arn =
  (service: string, resource: (name: string) => string): ImportId =>
  (attributes, { accountId, partition, region }) => {
    const name = textOf(attributes.name);
    return name === undefined ? undefined : `arn:${partition}:${service}:${region}:${accountId}:${resource(name)}`;
  };

/**
 * Names of the roles that services make for themselves, which IAM refuses to make again.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-using-service-linked-roles.html
 */
const SERVICE_LINKED_ROLES: ReadonlyMap<string, string> = new Map([
  ["access-analyzer.amazonaws.com", "AWSServiceRoleForAccessAnalyzer"],
  ["config-multiaccountsetup.amazonaws.com", "AWSServiceRoleForConfigMultiAccountSetup"],
  ["config.amazonaws.com", "AWSServiceRoleForConfig"],
]);

/**
 * How Terraform finds what it has forgotten, by type: the provider's import ids, made from arguments. AWS refuses to make these
 * a second time, or makes a second one. Types that are not here AWS takes again, as their calls put rather than create.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs
 */
const IMPORT_IDS: ReadonlyMap<string, ImportId> = new Map<string, ImportId>([
  ["aws_accessanalyzer_analyzer", attribute("analyzer_name")],
  ["aws_cloudformation_stack_set", attribute("name")],
  ["aws_cloudtrail", arn("cloudtrail", (name) => `trail/${name}`)],
  ["aws_cloudwatch_event_archive", attribute("name")],
  ["aws_cloudwatch_event_bus", attribute("name")],
  ["aws_cloudwatch_log_group", attribute("name")],
  ["aws_dynamodb_table", attribute("name")],
  ["aws_iam_instance_profile", attribute("name")],
  [
    "aws_iam_policy",
    ({ name, path = "/" }, { accountId, partition }) =>
      textOf(name) === undefined
        ? undefined
        : `arn:${partition}:iam::${accountId}:policy${String(path)}${String(name)}`,
  ],
  ["aws_iam_role", attribute("name")],
  [
    "aws_iam_service_linked_role",
    ({ aws_service_name: service }, { accountId, partition }) => {
      const name = SERVICE_LINKED_ROLES.get(String(service));
      return name && `arn:${partition}:iam::${accountId}:role/aws-service-role/${String(service)}/${name}`;
    },
  ],
  ["aws_inspector2_delegated_admin_account", attribute("account_id")],
  ["aws_inspector2_member_association", attribute("account_id")],
  ["aws_kinesis_firehose_delivery_stream", arn("firehose", (name) => `deliverystream/${name}`)],
  ["aws_kms_alias", attribute("name")],
  ["aws_lambda_function", attribute("function_name")],
  [
    "aws_lambda_permission",
    ({ function_name: name, statement_id: statement }) =>
      textOf(name) === undefined || textOf(statement) === undefined
        ? undefined
        : `${String(name)}/${String(statement)}`,
  ],
  [
    "aws_organizations_policy_attachment",
    ({ policy_id: policy, target_id: target }) =>
      textOf(policy) === undefined ? undefined : `${String(target)}:${String(policy)}`,
  ],
  ["aws_s3_bucket", attribute("bucket")],
  ["aws_sns_topic", arn("sns", (name) => name)],
  ["aws_ssm_document", attribute("name")],
  ["aws_ssm_parameter", attribute("name")],
  [
    "aws_organizations_delegated_administrator",
    ({ account_id: account, service_principal: service }) =>
      textOf(account) === undefined ? undefined : `${String(account)}/${String(service)}`,
  ],
  [
    "aws_sqs_queue",
    ({ name }, { accountId, partition, region }) =>
      textOf(name) === undefined
        ? undefined
        : `https://sqs.${region}.${partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"}/${accountId}/${String(name)}`,
  ],
]);

/** The import id of a resource, or nothing where AWS makes the id up or takes the resource again. */
export function importIdOf(resource: TerraformResource, place: Place): string | undefined {
  const { terraformResourceType: type } = resource;
  const rendered = resource.toTerraform() as { resource?: Record<string, Record<string, Attributes>> };
  const attributes = rendered.resource?.[type]?.[resource.friendlyUniqueId] ?? {};
  return IMPORT_IDS.get(type)?.(attributes, place);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
