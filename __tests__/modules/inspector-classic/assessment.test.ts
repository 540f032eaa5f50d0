import { ClassicAssessment } from "../../../modules/inspector-classic/assessment";
import type { ClassicAssessmentProps } from "../../../modules/inspector-classic/assessment";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

const ARN = "arn:aws-us-gov:inspector:us-gov-west-1:444444444444:";
const assessment = (changes: Partial<ClassicAssessmentProps> = {}): Template =>
  synthesizeModule((stack, environment) => {
    new ClassicAssessment(stack, "classic-production", {
      environment,
      assessmentName: "production",
      scheduleName: "example-assess-production",
      instanceTags: { Environment: "production" },
      durationSeconds: 3600,
      ...changes,
    });
  });

describe("an assessment of Amazon Inspector Classic", () => {
  it("is a resource group, a target and a template with all rules packages of the region", () => {
    const template = assessment();
    expect(template.resource("aws_inspector_resource_group").tags).toEqual({ Environment: "production" });
    expect(template.resource("aws_inspector_assessment_target")).toMatchObject({
      name: "production",
      resource_group_arn: "${aws_inspector_resource_group.classic-production-group.arn}",
    });
    expect(template.resource("aws_inspector_assessment_template")).toMatchObject({
      duration: 3600,
      target_arn: "${aws_inspector_assessment_target.classic-production-target.arn}",
      rules_package_arns: expect.stringContaining("data.aws_inspector_rules_packages") as unknown,
    });
    expect(template.resources("aws_cloudwatch_event_rule")).toEqual([]);
  });

  it("is about all instances where it has no tags", () => {
    const template = assessment({ instanceTags: {} });
    expect(template.resources("aws_inspector_resource_group")).toEqual([]);
    expect(template.resource("aws_inspector_assessment_target")).not.toHaveProperty("resource_group_arn");
  });

  it("asks for no packages where they are given, and tells a topic of events", () => {
    const rulesPackages = [`${ARN}rulespackage/0-4oQgcI4G`];
    const template = assessment({ rulesPackages, events: { topic: "arn:topic", of: ["FINDING_REPORTED"] } });
    expect(template.resource("aws_inspector_assessment_template")).toMatchObject({
      rules_package_arns: rulesPackages,
      event_subscription: [{ event: "FINDING_REPORTED", topic_arn: "arn:topic" }],
    });
  });

  it("is started by a rule with a role that may start runs and nothing else", () => {
    const template = assessment({ schedule: "rate(7 days)" });
    expect(template.resource("aws_cloudwatch_event_rule").schedule_expression).toBe("rate(7 days)");
    expect(template.resource("aws_cloudwatch_event_target")).toMatchObject({
      arn: "${aws_inspector_assessment_template.classic-production-template.arn}",
      role_arn: "${aws_iam_role.classic-production-role.arn}",
    });
    expect(Object.values(template.statements("aws_iam_role_policy")).map(({ Action }) => Action)).toEqual([
      "inspector:StartAssessmentRun",
    ]);
  });

  it("adopts a target and its template, and leaves the group, which Terraform cannot import", () => {
    const existing = {
      resourceGroup: `${ARN}resourcegroup/0-AB6DMKnv`,
      target: `${ARN}target/0-nvgVhaxX`,
      template: `${ARN}target/0-nvgVhaxX/template/0-it5r2S4T`,
    };
    const template = assessment({ existing });
    expect(template.json.import).toEqual([
      { to: "aws_inspector_assessment_target.classic-production-target", id: existing.target },
      { to: "aws_inspector_assessment_template.classic-production-template", id: existing.template },
    ]);
    expect(template.resources("aws_inspector_resource_group")).toEqual([]);
    expect(template.resource("aws_inspector_assessment_target").resource_group_arn).toBe(existing.resourceGroup);
  });

  it("is forgotten under the very addresses that it had, and is not made then", () => {
    const made = assessment({ schedule: "rate(7 days)" });
    const forgotten = synthesizeModule((stack) => {
      ClassicAssessment.forget(stack, "classic-production");
    });
    const blocks = (forgotten.json as unknown as { removed: unknown }).removed as { from: string; lifecycle: object }[];
    for (const { from, lifecycle } of blocks) {
      const [type = "", name = ""] = from.split(".");
      expect(made.resource(type, name)).toBeDefined();
      expect(lifecycle).toEqual({ destroy: false });
    }
    expect(blocks).toHaveLength(7);
    expect(forgotten.resources("aws_inspector_assessment_target")).toEqual([]);
  });
});
