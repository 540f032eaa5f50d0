/**
 * Services whose calls through VPC endpoints a trail can record as network activity events, without `.amazonaws.com`.
 *
 * Read on 30 November 2026. No data that AWS publishes for programs says which services these are: a test can tell only whether
 * each is a service, and an update of the list has to be read from the page.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-network-events-with-cloudtrail.html
 */
// prettier-ignore
export const NETWORK_ACTIVITY_SOURCES = [
  "aco-automation", "appconfig", "application-signals", "appmesh", "athena", "b2bi", "backup-gateway",
  "bcm-data-exports", "bcm-pricing-calculator", "bedrock-agentcore", "bedrock", "billing", "cassandra", "ce",
  "cloudcontrolapi", "cloudformation", "cloudhsm", "cloudoptimization", "cloudtrail", "codedeploy",
  "comprehend", "comprehendmedical", "config", "ds", "dynamodb", "ec2", "ecs", "elasticfilesystem",
  "elasticloadbalancing", "events", "firehose", "frauddetector", "freetier", "fsx", "glue", "healthlake",
  "invoicing", "iot", "iotfleetwise", "iotsecuredtunneling", "kms", "lakeformation", "lambda",
  "license-manager", "lookoutequipment", "lookoutvision", "monitoring", "nova-act", "personalize", "qbusiness",
  "rds", "rekognition", "rolesanywhere", "s3", "sagemaker", "scheduler", "secretsmanager", "servicediscovery",
  "sns", "sqs", "ssm-contacts", "ssm", "storagegateway", "swf", "textract", "transcribe", "transcribestreaming",
  "transform-agents", "transform-custom", "transform", "translate", "user-subscriptions", "verifiedpermissions",
  "voiceid", "workmail", "workmailmessageflow",
] as const;

/** `kms.amazonaws.com` */
export function eventSourceOf(service: (typeof NETWORK_ACTIVITY_SOURCES)[number]): string {
  return `${service}.amazonaws.com`;
}
