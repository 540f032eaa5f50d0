import { InstanceMetadataDefaults } from "../../../modules/ec2/instance-metadata-defaults";
import type { InstanceMetadataDefaultsProps } from "../../../modules/ec2/instance-metadata-defaults";
import { synthesizeModule } from "../../support/terraform";
import type { Block } from "../../support/terraform";

function defaults(props: Omit<InstanceMetadataDefaultsProps, "environment">): Block {
  return synthesizeModule((stack, environment) => {
    new InstanceMetadataDefaults(stack, "metadata", { environment, ...props });
  }).resource("aws_ec2_instance_metadata_defaults", "metadata");
}

describe("InstanceMetadataDefaults", () => {
  it("demands session tokens, within the given reach", () => {
    expect(defaults({ hopLimit: 2 })).toMatchObject({ http_tokens: "required", http_put_response_hop_limit: 2 });
  });

  it("has no preference about the tags by default", () => {
    expect(defaults({ hopLimit: 1 }).instance_metadata_tags).toBe("no-preference");
    expect(defaults({ hopLimit: 1, instanceTags: "disabled" }).instance_metadata_tags).toBe("disabled");
  });
});
