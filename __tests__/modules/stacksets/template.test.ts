import { templateBody } from "../../../modules/stacksets/template";
import type { StackTemplate } from "../../../modules/stacksets/template";

const TEMPLATE: StackTemplate = {
  Description: "A rule",
  Conditions: {},
  Resources: { Rule: { Type: "AWS::Events::Rule", Condition: undefined, Properties: { Name: "rule" } } },
};

describe("templateBody", () => {
  it("writes the same template as the same text, without sections and arguments that hold nothing", () => {
    expect(templateBody(TEMPLATE)).toBe(
      '{"AWSTemplateFormatVersion":"2010-09-09","Description":"A rule",' +
        '"Resources":{"Rule":{"Type":"AWS::Events::Rule","Properties":{"Name":"rule"}}}}',
    );
  });

  it("puts conditions before what depends on them", () => {
    const Conditions = { Here: { "Fn::Equals": [{ Ref: "AWS::Region" }, "eu-west-1"] } };
    const sections = Object.keys(JSON.parse(templateBody({ ...TEMPLATE, Conditions })) as object);
    expect(sections).toEqual(["AWSTemplateFormatVersion", "Description", "Conditions", "Resources"]);
  });

  const filled = (bytes: number): StackTemplate => {
    const padding = bytes - Buffer.byteLength(templateBody({ ...TEMPLATE, Description: "ä" })) + 2;
    return { ...TEMPLATE, Description: `ä${"x".repeat(padding - 2)}` };
  };

  it("takes as many bytes as CloudFormation, and no more", () => {
    expect(() => templateBody(filled(51_200))).not.toThrow();
    expect(() => templateBody(filled(51_201))).toThrow(
      /^the template "ä.*" has 51201 bytes; CloudFormation takes 51200 at most$/,
    );
  });
});
