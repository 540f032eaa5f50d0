import { readFileSync } from "node:fs";
import { parseLandingZone } from "../../../config/load";
import { EXAMPLE_FILES } from "../examples";
import { synthesizeLandingZone } from "../landing-zones";
import type { Block } from "../terraform";

/** What is said of a resource besides its arguments. */
const META_ARGUMENTS = ["//", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];
const REFERENCE = /\$\{[^{}]*\}/g;

/** Arguments that references have no value for, and of types that no example has. */
const WRITTEN: Readonly<Record<string, Block>> = {
  aws_account_region: { region_name: "af-south-1", enabled: true },
  aws_cloudformation_stack_set_instance: { deployment_targets: { organizational_unit_ids: ["r-ab12"] } },
  aws_config_aggregate_authorization: { account_id: "111111111111", region: "eu-west-1" },
  aws_config_organization_custom_rule: {
    name: "one",
    lambda_function_arn: "arn:aws:lambda:eu-west-1:111111111111:function:one",
    trigger_types: ["ScheduledNotification"],
  },
  aws_ebs_default_kms_key: { key_arn: "arn:aws:kms:eu-west-1:111111111111:key/one" },
  aws_iam_instance_profile: { name: "one", role: "one" },
  aws_iam_saml_provider: { name: "one", saml_metadata_document: "x".repeat(1000) },
  aws_kms_custom_key_store: { key_store_password: "password1" },
  aws_organizations_account: { parent_id: "r-ab12" },
  aws_organizations_organizational_unit: { parent_id: "r-ab12" },
  aws_sqs_queue_policy: {
    queue_url: "https://sqs.eu-west-1.amazonaws.com/111111111111/one",
    policy: JSON.stringify({ Version: "2012-10-17", Statement: [] }),
  },
};

/** Arguments of a resource of each type: of the one in the examples with the most text, references made into values. */
export function sampleArguments(types: readonly string[]): Map<string, Block> {
  const found = new Map<string, Block>();
  for (const file of EXAMPLE_FILES) {
    const { landingZone } = parseLandingZone(readFileSync(file, "utf8"), file);
    for (const { json } of Object.values(synthesizeLandingZone(landingZone).stacks)) {
      for (const [type, named] of Object.entries(json.resource ?? {})) {
        for (const block of Object.values(named)) {
          if (sizeOf(found.get(type)) < sizeOf(block)) found.set(type, block);
        }
      }
    }
  }
  return new Map(types.map((type) => [type, { ...withoutReferences(found.get(type) ?? {}), ...WRITTEN[type] }]));
}

function sizeOf(block: Block | undefined): number {
  return block === undefined ? 0 : JSON.stringify(block).length;
}

function withoutReferences(block: Block): Block {
  const own = Object.entries(block).filter(([key]) => !META_ARGUMENTS.includes(key));
  return JSON.parse(JSON.stringify(Object.fromEntries(own)).replace(REFERENCE, standIn)) as Block;
}

/** A value of the form that what is referred to has. */
function standIn(reference: string): string {
  if (reference.includes("aws_organizations_account")) return "111111111111";
  if (!reference.endsWith("arn}")) return "one";
  return reference.includes("aws_iam_role.")
    ? "arn:aws:iam::111111111111:role/one"
    : "arn:aws:kms:eu-west-1:111111111111:key/one";
}
