import { TerraformOutput } from "cdktf";
import { SecurityBus } from "../../../modules/events/security-bus";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

function bus(partition = "aws"): Template {
  return synthesizeModule((stack, environment) => {
    const { busArn, busName, ready } = new SecurityBus(stack, "bus", {
      environment: { ...environment, partition },
      busName: "security",
      organizationId: "o-abcdefghij",
      forwarderRoleName: "forwarder",
      archiveName: "security-events",
      archiveDays: 90,
    });
    new TerraformOutput(stack, "exposed", { value: [busArn, busName], dependsOn: [ready] });
  });
}

describe("SecurityBus", () => {
  const template = bus();

  it("has its name, and the key that AWS owns", () => {
    const { kms_key_identifier, name } = template.resource("aws_cloudwatch_event_bus");
    expect(name).toBe("security");
    expect(kms_key_identifier).toBeUndefined();
  });

  it("exposes its ARN, its name, and its policy to depend on", () => {
    expect(template.json.output?.exposed).toMatchObject({
      value: ["${aws_cloudwatch_event_bus.bus.arn}", "${aws_cloudwatch_event_bus.bus.name}"],
      depends_on: [expect.stringMatching(/aws_cloudwatch_event_bus_policy\./)],
    });
  });

  it("has its policy on itself", () => {
    expect(template.resource("aws_cloudwatch_event_bus_policy").event_bus_name).toBe(
      "${aws_cloudwatch_event_bus.bus.name}",
    );
  });

  it.each(["aws", "aws-cn"])(
    "takes events of the forwarders of the organization, and of nobody else: %s",
    (partition) => {
      expect(Object.values(bus(partition).statements("aws_cloudwatch_event_bus_policy"))).toEqual([
        {
          Sid: "ForwardersOfTheOrganization",
          Effect: "Allow",
          Principal: "*",
          Action: "events:PutEvents",
          Resource: `arn:${partition}:events:eu-west-1:222222222222:event-bus/security`,
          Condition: {
            StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" },
            ArnLike: { "aws:PrincipalArn": `arn:${partition}:iam::*:role/forwarder` },
          },
        },
      ]);
    },
  );

  it("archives every event for replay, for as long as given", () => {
    const archive = template.resource("aws_cloudwatch_event_archive");
    expect(archive).toMatchObject({
      name: "security-events",
      event_source_arn: "${aws_cloudwatch_event_bus.bus.arn}",
      retention_days: 90,
    });
    expect(archive.event_pattern).toBeUndefined();
  });

  it("keeps no event without an archive's name", () => {
    const without = synthesizeModule((stack, environment) => {
      new SecurityBus(stack, "bus", {
        environment,
        busName: "tampering",
        description: "Tampering",
        organizationId: "o-abcdefghij",
        forwarderRoleName: "forwarder",
      });
    });
    expect(without.resources("aws_cloudwatch_event_archive")).toEqual([]);
    expect(without.resource("aws_cloudwatch_event_bus").description).toBe("Tampering");
  });
});
