import type { z } from "zod";
import { decisionOf } from "../../../config/fields/lists";
import { schema } from "../../../config/schema";
import { changed, extended, problems } from "../support";

/** Every list of the schema by its path, those in entries of lists and mappings included. */
function lists(
  type: z.core.$ZodType,
  path: string,
  seen: readonly z.core.$ZodType[] = [],
): [string, z.core.$ZodType][] {
  const { def } = (type as z.core.$ZodTypes)._zod;
  if (seen.includes(type)) return [];
  const below = (inner: z.core.$ZodType, part = "") => lists(inner, `${path}${part}`, [...seen, type]);
  switch (def.type) {
    case "default":
    case "optional":
    case "prefault":
      return below(def.innerType);
    case "union":
      return def.options.flatMap((option) => below(option));
    case "array":
      return [[path, type], ...below(def.element, "[]")];
    case "object":
      return Object.entries(def.shape).flatMap(([key, field]) => below(field, `.${key}`));
    case "record":
      return below(def.valueType, ".*");
    default:
      return [];
  }
}

describe("lists", () => {
  it.each(lists(schema, ""))("have it decided whether an entry may be there twice: %s", (_, list) => {
    expect(decisionOf(list)).toBeDefined();
  });

  const custom = "title: Own things, controls: [Own 1]";
  const arn = "arn:aws:lambda:eu-west-1:333333333333:function:isolate";

  it.each([
    ["alerts: { emails: [a@example.com, A@example.com] }", "alerts.emails[1]", "address"],
    [
      "alerts: { slack: [{ workspaceId: T07, channelId: C07 }, { workspaceId: T08, channelId: C07 }] }",
      "alerts.slack[1].channelId",
      "channel",
    ],
    [
      "breakGlass: { trustedPrincipals: ['arn:aws:iam::111111111111:root', 'arn:aws:iam::111111111111:root'] }",
      "breakGlass.trustedPrincipals[1]",
      "principal",
    ],
    ["config: { excludedAccounts: [shop, Shop] }", "config.excludedAccounts[1]", "account"],
    [
      `config: { policyRules: { own: { ${custom}, policy: 'rule a { b exists }', resourceTypes: [AWS::S3::Bucket, AWS::S3::Bucket] } } }`,
      "config.policyRules.own.resourceTypes[1]",
      "type",
    ],
    [
      `detection: { rules: { rootSignIn: { targets: ['${arn}', '${arn}'] } } }`,
      "detection.rules.rootSignIn.targets[1]",
      "target",
    ],
    ["detection: { trustedAdvisor: { statuses: [WARN, WARN] } }", "detection.trustedAdvisor.statuses[1]", "status"],
    [
      "guardrails: { exceptions: { keys: { organizationalUnits: [Security, Security], reason: Sandboxes come and go } } }",
      "guardrails.exceptions.keys.organizationalUnits[1]",
      "organizational unit",
    ],
  ])("have no entry twice: %s", (line, path, what) => {
    const first = path.replace("[1]", "[0]");
    expect(problems(extended(line))).toEqual([
      expect.stringContaining(` ${path}: the ${what} is the same as that of ${first} | `) as unknown,
    ]);
  });

  it("are looked through in parts of the file that are wrong elsewhere, too", () => {
    const organization = (fields: string) => problems(changed({ "organization:": `organization:\n  ${fields}` }));
    expect(organization("policyTypes: [TAG_POLICY, TAG_POLICY]\n  colour: blue")).toEqual([
      expect.stringContaining("organization.policyTypes[1]: the policy type is the same") as unknown,
      expect.stringContaining("organization.colour: there is no such key") as unknown,
    ]);
    expect(organization("trustedServices: [sso.amazonaws.com, sso, sso.amazonaws.com]")).toEqual([
      expect.stringContaining("organization.trustedServices[1]: not in the form it must have") as unknown,
      expect.stringContaining("organization.trustedServices[2]: the service is the same") as unknown,
    ]);
  });
});
