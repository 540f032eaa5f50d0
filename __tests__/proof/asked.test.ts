// Whatever has a policy that lets somebody in is asked about. That its statements matter is for the proof, which takes minutes; whom
// the roles of job functions trust is for access.test.ts.
import { loadLandingZone } from "../../config/load";
import { BOOTSTRAPPED } from "../../proof/bootstrapped";
import { KINDS } from "../../proof/kinds";
import { Matrix } from "../../proof/matrix";
import { OF_FUNCTIONS } from "../../proof/mutations";
import { policiesOf } from "../../proof/policies";
import { judgedRoles } from "../../proof/roles";
import { synthesized } from "../../proof/stacks";
import type { SynthesizedStack } from "../../proof/stacks";
import { withStandIns } from "../../proof/stand-ins";
import { EXAMPLE_FILES } from "../support/examples";

/** Resource control policies deny, and let nobody in. */
const RESOURCE_CONTROL = "aws_organizations_policy";

describe.each(EXAMPLE_FILES)("what has a policy in %s", (file) => {
  const landingZone = withStandIns(loadLandingZone(file).landingZone);
  const stacks = synthesized(landingZone);
  const policies = policiesOf(landingZone, stacks);
  const written = documentsIn(stacks).filter(({ type }) => type !== RESOURCE_CONTROL);

  it("is of a kind that the proof reads", () => {
    expect(written.length).toBeGreaterThan(0);
    expect(written.filter(({ type, argument }) => kindOf(type, argument) === undefined)).toEqual([]);
  });

  it("has a question about it", () => {
    const { principals, questions } = new Matrix(landingZone, policies);
    const asked = new Set(
      questions.flatMap(({ resource }) =>
        typeof resource === "function"
          ? principals.map((principal) => resource(principal)?.resource?.address)
          : [resource.resource?.address],
      ),
    );
    const read = [...policies.resources.values()].filter(({ policy }) => policy !== undefined);
    const unasked = read.filter(({ address }) => !asked.has(address) && !OF_FUNCTIONS.test(address));
    expect(unasked.map(({ address }) => address)).toEqual([]);
    // Each policy that is no role's was found: one that is attached otherwise would be nobody's.
    const layers = (names: readonly (string | undefined)[]) => names.filter((name) => name !== "trust policy").sort();
    const bySomeStack = read.filter(({ address }) => !Object.values<string>(BOOTSTRAPPED).includes(address));
    expect(layers(bySomeStack.map(({ policy }) => policy?.layer))).toEqual(
      layers(written.map(({ argument, type }) => kindOf(type, argument)?.layer)),
    );
  });

  it("trusts whom it is to trust, where it is a role", () => {
    const { failures, roles } = judgedRoles(landingZone, stacks);
    expect(roles).toBeGreaterThan(0);
    expect(failures).toEqual([]);
  });
});

interface Document {
  readonly address: string;
  readonly type: string;
  readonly argument: string;
}

/** Every policy that lets somebody in, whatever it is a policy of, those in the templates of StackSets included. */
function documentsIn(stacks: readonly SynthesizedStack[]): Document[] {
  return stacks.flatMap(({ id: stack, resource }) =>
    Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).flatMap(([id, block]) =>
        Object.entries(block)
          .filter(([, value]) => typeof value === "string" && value.includes('"Principal"'))
          .flatMap(([argument, value]) =>
            type === "aws_cloudformation_stack_set"
              ? templateDocuments(`${stack}/${id}`, String(value))
              : [{ address: `${stack}/${id}`, type, argument }],
          ),
      ),
    ),
  );
}

function templateDocuments(address: string, body: string): Document[] {
  const { Resources } = JSON.parse(body) as { Resources: Record<string, { Type: string; Properties?: object }> };
  return Object.entries(Resources).flatMap(([id, { Properties = {}, Type }]) =>
    Object.entries(Properties)
      .filter(([, value]) => JSON.stringify(value).includes('"Principal"'))
      .map(([argument]) => ({ address: `${address}/${id}`, type: Type, argument })),
  );
}

/** Roles of templates are read as those of Terraform. */
function kindOf(type: string, argument: string): (typeof KINDS)[number] | undefined {
  const [of, at] =
    type === "AWS::IAM::Role" && argument === "AssumeRolePolicyDocument"
      ? ["aws_iam_role", "assume_role_policy"]
      : [type, argument];
  return KINDS.find((kind) =>
    kind.attachment === undefined
      ? kind.type === of && (kind.argument ?? "policy") === at
      : kind.attachment.type === of && at === "policy",
  );
}
