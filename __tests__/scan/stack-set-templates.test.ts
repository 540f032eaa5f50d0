import { readFileSync } from "node:fs";
import { parseLandingZone } from "../../config/load";
import { stackSetTemplates } from "../../scan/stack-set-templates";
import { synthesizeStack } from "../support/landing-zones";

const file = "examples/stacksets.yaml";

describe("templates of stack sets", () => {
  const { landingZone } = parseLandingZone(readFileSync(file, "utf8"), file);
  const templates = stackSetTemplates(synthesizeStack(landingZone, "baseline-stack-sets").json);

  it("are CloudFormation, and know the types of their resources", () => {
    expect(templates.length).toBeGreaterThan(0);
    for (const { text, types } of templates) {
      const { Resources } = JSON.parse(text) as { Resources: object };
      expect(Object.keys(Resources)).toHaveLength(types.length);
      // Terraform's escape, which CloudFormation does not know.
      expect(text).not.toContain("$${");
    }
    expect(templates.flatMap(({ types }) => types)).toContain("AWS::IAM::Role");
  });

  it("are none in other stacks, and where a stack set is not made", () => {
    expect(stackSetTemplates({})).toEqual([]);
    const resource = { aws_cloudformation_stack_set: { gone: { count: 0, template_body: "{}" } } };
    expect(stackSetTemplates({ resource })).toEqual([]);
  });
});
