import type { LandingZone } from "../config/landing-zone";

/** A block of Terraform JSON. */
export type Block = Readonly<Record<string, unknown>>;

/** A kind of resource that has a policy: in an argument of its own, or in another resource that refers to it. */
export interface Kind {
  readonly type: string;
  /** What its policy is called. */
  readonly layer: string;
  readonly service: string;
  /** What its ARN names between service and resource. */
  readonly scope: "account" | "nothing" | "region and account";
  /** Last part of its ARN. */
  readonly resource: (block: Block, id: string) => string;
  /** @default "policy" */
  readonly argument?: string;
  readonly attachment?: { readonly type: string; readonly argument: string; readonly attribute: string };
  /** @default - all of them are asked about */
  readonly isAsked?: (block: Block, landingZone: LandingZone) => boolean;
}

const name = (block: Block): string => String(block.name ?? block.bucket);

export const KINDS: readonly Kind[] = [
  {
    type: "aws_s3_bucket",
    layer: "bucket policy",
    service: "s3",
    scope: "nothing",
    resource: name,
    attachment: { type: "aws_s3_bucket_policy", argument: "bucket", attribute: "id" },
  },
  {
    type: "aws_kms_key",
    layer: "key policy",
    service: "kms",
    scope: "region and account",
    // AWS invents the id of a key; any will do.
    resource: (_, id) => `key/${id}`,
  },
  {
    type: "aws_sns_topic",
    layer: "topic policy",
    service: "sns",
    scope: "region and account",
    resource: name,
    attachment: { type: "aws_sns_topic_policy", argument: "arn", attribute: "arn" },
  },
  { type: "aws_sqs_queue", layer: "queue policy", service: "sqs", scope: "region and account", resource: name },
  {
    type: "aws_cloudwatch_event_bus",
    layer: "bus policy",
    service: "events",
    scope: "region and account",
    resource: (block) => `event-bus/${name(block)}`,
    attachment: { type: "aws_cloudwatch_event_bus_policy", argument: "event_bus_name", attribute: "name" },
  },
  {
    type: "aws_iam_role",
    layer: "trust policy",
    service: "iam",
    scope: "account",
    resource: (block) => `role/${name(block)}`,
    argument: "assume_role_policy",
    isAsked: ({ name: role }, { access, breakGlass, names }) =>
      [
        breakGlass.role,
        ...(access?.functions ?? []).filter(({ create }) => create).map((job) => job.role),
        names.forwardingRole,
        names.inspectorForwardingRole,
        names.findingDeliveryRole,
        names.findingStreamRole,
        names.cisCollector,
        names.logValidator,
      ].includes(String(role)),
  },
];
