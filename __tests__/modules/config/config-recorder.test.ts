import { ConfigRecorder } from "../../../modules/config/config-recorder";
import { ConfigServiceLinkedRole } from "../../../modules/config/config-service-linked-role";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

function recorder(globalResourceTypes: "record" | "ignore", presence: "create" | "existing" = "create"): Template {
  return synthesizeModule((stack, place) => {
    const role = new ConfigServiceLinkedRole(stack, "role", { place, presence });
    new ConfigRecorder(stack, "config", {
      ...{ place, globalResourceTypes },
      roleArn: role.arn,
      bucketName: "config-bucket",
      dependsOn: role.dependables,
    });
  });
}

describe("ConfigRecorder", () => {
  const template = recorder("record");

  it("records all resource types, and the global ones where asked", () => {
    expect(template.resource("aws_config_configuration_recorder")).toMatchObject({
      recording_group: { all_supported: true, include_global_resource_types: true },
    });
  });

  it("leaves the global resource types out where asked", () => {
    expect(recorder("ignore").resource("aws_config_configuration_recorder")).toMatchObject({
      recording_group: { all_supported: true, include_global_resource_types: false },
    });
  });

  it("has the name the console gives, so that AWS updates a recorder that exists", () => {
    for (const type of ["aws_config_configuration_recorder", "aws_config_delivery_channel"]) {
      expect(template.resource(type).name).toBe("default");
    }
  });

  it("delivers to the archive every day", () => {
    expect(template.resource("aws_config_delivery_channel")).toMatchObject({
      s3_bucket_name: "config-bucket",
      snapshot_delivery_properties: { delivery_frequency: "TwentyFour_Hours" },
    });
  });

  it("is started after it has a channel, which needs the recorder", () => {
    expect(template.resource("aws_config_delivery_channel").depends_on).toEqual([
      "aws_config_configuration_recorder.config",
    ]);
    expect(template.resource("aws_config_configuration_recorder_status")).toMatchObject({
      is_enabled: true,
      depends_on: [expect.stringMatching(/^aws_config_delivery_channel\./)],
    });
  });

  it("waits for the role it reads with", () => {
    expect(template.resource("aws_config_configuration_recorder").depends_on).toEqual([
      "aws_iam_service_linked_role.role",
    ]);
  });
});

describe("ConfigServiceLinkedRole", () => {
  const arn = "arn:aws:iam::222222222222:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";

  it.each(["create", "existing"] as const)("is known by its ARN: %s", (presence) => {
    expect(recorder("record", presence).resource("aws_config_configuration_recorder").role_arn).toBe(arn);
  });

  it("is not created where it exists", () => {
    expect(recorder("record", "existing").resources("aws_iam_service_linked_role")).toEqual([]);
  });
});
