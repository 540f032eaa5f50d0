import { ConfigRecorder } from "../../../modules/config/config-recorder";
import type { ConfigRecorderProps } from "../../../modules/config/config-recorder";
import { ConfigServiceLinkedRole } from "../../../modules/config/config-service-linked-role";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

function recorder(props: Partial<ConfigRecorderProps> = {}, presence: "create" | "existing" = "create"): Template {
  return synthesizeModule((stack, environment) => {
    const role = new ConfigServiceLinkedRole(stack, "role", { environment, presence });
    new ConfigRecorder(stack, "config", {
      environment,
      globalResourceTypes: "record",
      roleArn: role.roleArn,
      bucket: "config-bucket",
      dependsOn: role.dependables,
      ...props,
    });
  });
}

describe("ConfigRecorder", () => {
  const template = recorder();

  it("records all resource types, and the global ones where asked", () => {
    expect(template.resource("aws_config_configuration_recorder")).toMatchObject({
      recording_group: { all_supported: true, include_global_resource_types: true },
    });
  });

  it("leaves the global resource types out where asked", () => {
    expect(recorder({ globalResourceTypes: "ignore" }).resource("aws_config_configuration_recorder")).toMatchObject({
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

  it("sets nothing that is not given: frequency, strategy, topic and retention stay AWS's own", () => {
    const { recording_group, ...rest } = template.resource("aws_config_configuration_recorder");
    expect(recording_group).toEqual({ all_supported: true, include_global_resource_types: true });
    expect(rest).not.toHaveProperty("recording_mode");
    expect(template.resource("aws_config_delivery_channel")).not.toHaveProperty("sns_topic_arn");
    expect(template.resources("aws_config_retention_configuration")).toEqual([]);
    expect(template.json.import).toBeUndefined();
  });

  it("records chosen types as often as asked", () => {
    const chosen = recorder({ resourceTypes: { only: ["AWS::EC2::VPC", "AWS::EC2::Volume"] }, frequency: "daily" });
    expect(chosen.resource("aws_config_configuration_recorder")).toMatchObject({
      recording_group: { all_supported: false, resource_types: ["AWS::EC2::VPC", "AWS::EC2::Volume"] },
      recording_mode: { recording_frequency: "DAILY" },
    });
  });

  it("notifies a topic of the region, and delivers snapshots as often as asked", () => {
    const topicArn = "arn:aws:sns:eu-west-1:333333333333:config";
    const other = recorder({ topicArn, deliveryFrequency: "Six_Hours" });
    expect(other.resource("aws_config_delivery_channel")).toMatchObject({
      sns_topic_arn: topicArn,
      snapshot_delivery_properties: { delivery_frequency: "Six_Hours" },
    });
  });

  it("keeps its records as long as asked, once there is a recorder", () => {
    expect(recorder({ retentionInDays: 400 }).resource("aws_config_retention_configuration")).toMatchObject({
      retention_period_in_days: 400,
      depends_on: ["aws_config_configuration_recorder.config"],
    });
  });

  it("keeps its addresses, whatever the props", () => {
    const other = recorder({
      resourceTypes: { except: ["AWS::EC2::Volume"] },
      frequency: "daily",
      retentionInDays: 30,
    });
    expect(other.addresses).toEqual(expect.arrayContaining(template.addresses));
  });
});

describe("ConfigRecorder instead of one that exists", () => {
  const template = recorder({ adopt: { recorderName: "old-recorder", channelName: "old-channel" } });

  it("keeps the names, because AWS takes no second one", () => {
    expect(template.resource("aws_config_configuration_recorder").name).toBe("old-recorder");
    expect(template.resource("aws_config_configuration_recorder_status").name).toBe("old-recorder");
    expect(template.resource("aws_config_delivery_channel").name).toBe("old-channel");
  });

  it("imports recorder, channel and status by their names", () => {
    expect(template.json.import).toEqual([
      { to: "aws_config_configuration_recorder.config", id: "old-recorder" },
      { to: expect.stringMatching(/^aws_config_delivery_channel\./) as string, id: "old-channel" },
      { to: expect.stringMatching(/^aws_config_configuration_recorder_status\./) as string, id: "old-recorder" },
    ]);
  });

  it("imports what is there", () => {
    for (const { to } of template.json.import ?? []) expect(template.addresses).toContain(to);
  });
});

describe("ConfigServiceLinkedRole", () => {
  const arn = "arn:aws:iam::222222222222:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";

  it.each(["create", "existing"] as const)("is known by its ARN: %s", (presence) => {
    expect(recorder({}, presence).resource("aws_config_configuration_recorder").role_arn).toBe(arn);
  });

  it("is not created where it exists", () => {
    expect(recorder({}, "existing").resources("aws_iam_service_linked_role")).toEqual([]);
  });
});
