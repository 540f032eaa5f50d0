// Which arguments replace a resource, by the plans of the real provider: what is synthesized must never change one of them.
import { REPLACING_ARGUMENTS } from "../../aws/replacing-arguments";
import { typesOf } from "../../aws/resource-classes";
import { OPTIONAL_AND_COMPUTED } from "../support/change/optional-computed";
import { attemptEveryArgument } from "../support/replacement/attempts";

const TIMEOUT = 1_800_000;
const TYPES = [...typesOf("data"), ...typesOf("protects")];

/** Arguments that no other value can be planned for alone. */
const UNTRIED = [
  // There is one value.
  "aws_config_remediation_configuration.target_type",
  // Every attribute is part of a key.
  "aws_dynamodb_table.attribute.name",
  "aws_s3_bucket_object_lock_configuration.object_lock_enabled",
  "aws_s3_bucket_replication_configuration.rule.destination.access_control_translation.owner",
  // Only with others that no stack has.
  "aws_subnet.customer_owned_ipv4_pool",
  "aws_subnet.map_customer_owned_ip_on_launch",
  "aws_vpc.ipv4_netmask_length",
  "aws_vpc.ipv6_cidr_block",
  "aws_vpc.ipv6_cidr_block_network_border_group",
  "aws_vpc.ipv6_netmask_length",
];

describe("the tables of arguments that replace, and of those that keep their value", () => {
  it(
    "have those of the real provider, and no others",
    async () => {
      const { keeping, replacing, untried } = await attemptEveryArgument(TYPES);
      const table = Object.entries(REPLACING_ARGUMENTS).flatMap(([type, paths]) =>
        paths.map((path) => `${type}.${path}`),
      );
      const kept = Object.entries(OPTIONAL_AND_COMPUTED).filter(
        ([type]) => type !== "aws_config_configuration_recorder",
      );
      expect(keeping).toEqual(kept.flatMap(([type, names]) => names.map((name) => `${type}.${name}`)).sort());
      expect(untried).toEqual(UNTRIED);
      expect(replacing).toEqual(table.sort());
    },
    TIMEOUT,
  );
});
