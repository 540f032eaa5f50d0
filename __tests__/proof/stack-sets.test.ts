// The proof reads what stands elsewhere than in a stack of Terraform's own: roles in templates of StackSets.
import { failuresOfAnswers } from "../../proof/failures";
import { Matrix } from "../../proof/matrix";
import { policiesOf } from "../../proof/policies";
import type { Question } from "../../proof/questions/question";
import { surprises } from "../../proof/report";
import { stacksOfStackSets } from "../../proof/stack-sets";
import { synthesized } from "../../proof/stacks";
import type { SynthesizedStack } from "../../proof/stacks";
import { withStandIns } from "../../proof/stand-ins";
import { weakLayers } from "../../proof/weak-layers";
import { existingLandingZone } from "../support/landing-zones";

const TIMEOUT = 120_000;
const landingZone = existingLandingZone("baseline: { deployment: stacksets }");
const isAboutRoles = ({ area }: Question): boolean => /^(forwarding|break-glass) roles$/.test(area);

/** The stacks, with another text in place of one in the templates of StackSets. */
function changed(from: string, to: string): SynthesizedStack[] {
  let count = 0;
  const stacks = synthesized(withStandIns(landingZone)).map((stack) => {
    const sets = Object.entries(stack.resource.aws_cloudformation_stack_set ?? {}).map(([id, block]) => {
      const body = String(block.template_body);
      count += body.includes(from) ? 1 : 0;
      return [id, { ...block, template_body: body.replaceAll(from, to) }] as const;
    });
    return { ...stack, resource: { ...stack.resource, aws_cloudformation_stack_set: Object.fromEntries(sets) } };
  });
  expect(count).toBeGreaterThan(0);
  return stacks;
}

describe("roles that StackSets make", () => {
  it("are asked about as those that Terraform makes, and hold", async () => {
    const matrix = new Matrix(landingZone);
    const byTerraform = new Matrix(existingLandingZone());
    const labels = ({ questions }: Matrix) => questions.map(({ area, label }) => `${area}: ${label}`);
    expect(labels(matrix)).toEqual(labels(byTerraform));
    const cells = await matrix.cells(
      (question) => isAboutRoles(question) || question.label.startsWith("put an event on the bus"),
    );
    expect(surprises(cells)).toEqual([]);
    expect(weakLayers(cells, landingZone)).toEqual([]);
  });

  it.each([
    ["a trust policy", '{"Service":"events.amazonaws.com"}', '{"AWS":"*"}', "RulesOfThisAccount"],
    [
      "the sign of emergencies",
      '"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}',
      '"Condition":{}',
      "EmergencyWithMfa",
    ],
  ])(
    "fail with the statement's name when they are opened: %s",
    async (_, from, to, sid) => {
      const zone = withStandIns(landingZone);
      const cells = await new Matrix(zone, policiesOf(zone, changed(from, to))).cells(isAboutRoles);
      const weak = weakLayers(cells, landingZone);
      const texts = failuresOfAnswers({ cells, mutations: [], open: [], weak }).map(({ text }) => text);
      expect(texts.join("\n")).toContain(`trust policy ${sid}`);
    },
    TIMEOUT,
  );

  it("are refused where a template asks CloudFormation for what nothing here knows", () => {
    const unknown = changed('{"Service":"events.amazonaws.com"}', '{"Fn::GetAtt":["Other","Arn"]}');
    expect(() => stacksOfStackSets(withStandIns(landingZone), unknown)).toThrow(/Fn::GetAtt, which the proof/);
  });
});
