import { existingLandingZone, stackOf, synthesizeLandingZone, synthesizeStack } from "../support/landing-zones";
import type { Block, Statement, Template } from "../support/terraform";

const synthesized = (access: string): Record<string, Template> =>
  synthesizeLandingZone(existingLandingZone("deployment: { managementRole: Deployment }", `access: ${access}`)).stacks;

const PEOPLE =
  "people: [{ name: alice, functions: [logReader, breakGlass] }, { name: bob, create: false, functions: [securityAuditor] }]";
const GITHUB =
  "ci: { github: { owner: acme, repository: zone, ownerId: '11', repositoryId: '22', environment: production } }";

function blockNamed(template: Template, type: string, name: string): Block {
  const found = template.resources(type).find((block) => block.name === name);
  if (found === undefined) throw new Error(`there is no ${type} ${name}`);
  return found;
}

function trustOf(template: Template, role: string): Statement[] {
  const { assume_role_policy: trust } = blockNamed(template, "aws_iam_role", role);
  return (JSON.parse(String(trust)) as { Statement: Statement[] }).Statement;
}

describe("access of IAM users", () => {
  const stacks = synthesized(`{ ${PEOPLE} }`);
  const archive = stackOf(stacks, "access-log-archive");
  const audit = stackOf(stacks, "access-audit");

  it("has a role for each function in the accounts of its place, with the boundary of the account", () => {
    expect(blockNamed(archive, "aws_iam_role", "small-log-reader")).toMatchObject({
      max_session_duration: 4 * 3600,
      permissions_boundary: expect.stringMatching(/aws_iam_policy\.boundary/) as string,
    });
    expect(audit.resources("aws_iam_role").map(({ name }) => name)).not.toContain("small-log-reader");
  });

  it("lets in the people who have the function, with MFA, of the identity account and the organization", () => {
    expect(trustOf(archive, "small-log-reader")).toEqual([
      {
        Sid: "UsersWithMfa",
        Effect: "Allow",
        Principal: { AWS: ["arn:aws:iam::333333333333:root"] },
        Action: "sts:AssumeRole",
        Condition: {
          Bool: { "aws:MultiFactorAuthPresent": "true" },
          StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid", "aws:username": ["alice"] },
        },
      },
    ]);
  });

  it("keeps the role of a function that nobody has, for nobody", () => {
    expect(trustOf(archive, "small-key-custodian")).toEqual([expect.objectContaining({ Effect: "Deny" })]);
  });

  it("has groups that may assume the function's roles, each by its whole ARN", () => {
    const { policy } = blockNamed(audit, "aws_iam_policy", "small-log-reader-members");
    expect(JSON.parse(String(policy))).toMatchObject({
      Statement: [{ Action: "sts:AssumeRole", Resource: ["arn:aws:iam::222222222222:role/small-log-reader"] }],
    });
  });

  it("puts people into groups one by one, and makes those who are to be made", () => {
    expect(audit.resources("aws_iam_user").map(({ name }) => name)).toEqual(["alice"]);
    const memberships = audit.resources("aws_iam_user_group_membership");
    expect(memberships).toHaveLength(2);
    expect(memberships.find(({ user }) => user === "bob")?.groups).toHaveLength(1);
  });

  it("leaves a user that was made once and is said to exist now", () => {
    const { json } = stackOf(
      synthesized("{ people: [{ name: alice, create: false, functions: [logReader] }] }"),
      "access-audit",
    );
    const [address] = audit.addresses.filter((one) => one.startsWith("aws_iam_user.person-alice"));
    expect(json.removed).toContainEqual({ from: address, lifecycle: { destroy: false } });
  });

  it("takes one membership and one user away when somebody is taken out, and nothing else", () => {
    const without = stackOf(
      synthesized("{ people: [{ name: bob, create: false, functions: [securityAuditor] }] }"),
      "access-audit",
    );
    const gone = audit.addresses.filter((address) => !without.addresses.includes(address));
    expect(gone).toEqual([
      expect.stringMatching(/^aws_iam_user\.person-alice/),
      expect.stringMatching(/^aws_iam_user_group_membership\.person-alice/),
    ]);
    expect(without.addresses.filter((address) => !audit.addresses.includes(address))).toEqual([]);
  });

  it("keeps the user of somebody who has no function at the moment, in no group", () => {
    const between = stackOf(synthesized("{ people: [{ name: alice, functions: [] }] }"), "access-audit");
    expect(between.resources("aws_iam_user").map(({ name }) => name)).toEqual(["alice"]);
    expect(between.resources("aws_iam_user_group_membership")).toEqual([]);
  });

  it("lets people with the function break the glass, in every account", () => {
    expect(trustOf(stackOf(stacks, "baseline-log-archive"), "small-break-glass")).toContainEqual(
      expect.objectContaining({
        Sid: "EmergencyOfPeopleWithMfa",
        Condition: {
          Bool: { "aws:MultiFactorAuthPresent": "true" },
          StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid", "aws:username": ["alice"] },
        },
      }),
    );
  });
});

describe("access of pipelines", () => {
  const stacks = synthesized(`{ ${GITHUB} }`);
  const management = stackOf(stacks, "access-management");

  it("lets jobs of the environment alone apply, by names and numbers", () => {
    expect(trustOf(management, "small-deployer")).toEqual([
      expect.objectContaining({
        Sid: "JobsOfGithub",
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: expect.objectContaining({
            "token.actions.githubusercontent.com:sub": [
              "repo:acme@11/zone@22:environment:production",
              "repo:acme/zone:environment:production",
            ],
            "token.actions.githubusercontent.com:ref": "refs/heads/main",
          }) as object,
        },
      }),
    ]);
  });

  it("lets the reviewer of the management account go on to other accounts", () => {
    expect(trustOf(stackOf(stacks, "access-audit"), "small-reviewer")).toEqual([
      expect.objectContaining({
        Sid: "RolesOfTheOrganization",
        Condition: {
          ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::111111111111:role/small-reviewer"] },
          StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" },
        },
      }),
    ]);
  });

  it("keeps the role that plans in an account that is leaving, for the pipeline alone, until nothing else is left", () => {
    const leaving = (access: string) => {
      const zone = existingLandingZone(
        '  workloads: [{ name: shop, id: "444444444444", email: shop@example.com, leaving: true }]',
        "deployment: { managementRole: Deployment }",
        `access: ${access}`,
      );
      return synthesizeStack(zone, "access-shop");
    };
    const kept = leaving(`{ ${PEOPLE}, ${GITHUB} }`);
    expect(kept.resources("aws_iam_role").map(({ name }) => name)).toEqual(["small-reviewer"]);
    expect(trustOf(kept, "small-reviewer").map(({ Sid }) => Sid)).toEqual(["RolesOfTheOrganization"]);
    expect(leaving(`{ ${PEOPLE} }`).resources("aws_iam_role")).toEqual([]);
  });

  it("makes the provider in the management account, or adopts it", () => {
    expect(management.resources("aws_iam_openid_connect_provider")).toHaveLength(1);
    const existing = GITHUB.replace("owner:", "provider: existing, owner:");
    expect(stackOf(synthesized(`{ ${existing} }`), "access-management").json.import).toEqual([
      expect.objectContaining({ id: "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com" }),
    ]);
  });
});

describe("what providers leave", () => {
  const removed = (access: string, stack: string) =>
    (stackOf(synthesized(access), stack).json.removed ?? []).map(({ from }) => from);

  it("is the provider as it is, for others who use it", () => {
    const [github, gitlab, saml] = [
      "aws_iam_openid_connect_provider.oidc-github",
      "aws_iam_openid_connect_provider.oidc-gitlab",
      "aws_iam_saml_provider.saml",
    ];
    expect(stackOf(synthesized(`{ ${GITHUB} }`), "access-management").addresses).toContain(github);
    expect(removed(`{ ${GITHUB} }`, "access-management")).toEqual([saml, gitlab]);
    expect(removed("{}", "access-management")).toEqual([saml, github, gitlab]);
    expect(removed("{}", "access-audit")).toEqual([saml]);
  });
});

describe("access by SAML", () => {
  it("lets in people by the subjects that the provider of the account vouches for", () => {
    const saml = "saml: { provider: corporate, existing: true }";
    const stacks = synthesized(`{ through: [saml], ${saml}, ${PEOPLE} }`);
    expect(trustOf(stackOf(stacks, "access-log-archive"), "small-log-reader")).toEqual([
      expect.objectContaining({
        Principal: { Federated: "arn:aws:iam::222222222222:saml-provider/corporate" },
        Action: "sts:AssumeRoleWithSAML",
        Condition: {
          StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml", "SAML:sub": ["alice"] },
        },
      }),
    ]);
    expect(stackOf(stacks, "access-audit").resources("aws_iam_group")).toEqual([]);
  });
});

describe("access by IAM Identity Center", () => {
  const stacks = synthesized(
    "{ through: [identity-center], identityCenter: { region: eu-central-1, groups: { logReader: Readers } } }",
  );
  const center = stackOf(stacks, "access-identity-center");

  it("is in the management account and the region of Identity Center", () => {
    expect(
      center.resources("aws_ssoadmin_permission_set").every(({ provider }) => provider === "aws.eu-central-1"),
    ).toBe(true);
  });

  it("attaches what the accounts have policies of, and their boundary, by names", () => {
    const names = center
      .resources("aws_ssoadmin_customer_managed_policy_attachment")
      .map((block) => (block.customer_managed_policy_reference as { name: string }).name);
    const archive = stackOf(stacks, "access-log-archive")
      .resources("aws_iam_policy")
      .map(({ name }) => name);
    expect(names).toContain("small-log-reader");
    expect(archive).toEqual(expect.arrayContaining(["small-log-reader", "small-access-boundary"]));
    const roles = stackOf(stacks, "access-log-archive").resources("aws_iam_role");
    // Plans go on from the management account, with credentials of a role.
    expect(roles.map(({ name }) => name)).toEqual(["small-reviewer"]);
  });

  it("is taken away when people do not come by it any more: the stack stays, with nothing in it", () => {
    const after = stackOf(synthesized("{ identityCenter: { region: eu-central-1 } }"), "access-identity-center");
    expect(after.addresses).toEqual([]);
    expect(JSON.stringify(after.json.provider)).toContain('"region":"eu-central-1"');
  });

  it("is assigned in the accounts of the function, to a group by its name", () => {
    const groups = JSON.stringify(center.json.data?.aws_identitystore_group);
    expect(groups).toContain('"attribute_value":"Readers"');
    const targets = center
      .resources("aws_ssoadmin_account_assignment")
      .filter(({ permission_set_arn }) => String(permission_set_arn).includes("logReader"))
      .map(({ target_id }) => target_id);
    expect(targets).toEqual(["222222222222"]);
  });

  it("lets its own permission set, of the identity account, break the glass", () => {
    expect(trustOf(stackOf(stacks, "baseline-log-archive"), "small-break-glass")).toContainEqual(
      expect.objectContaining({
        Sid: "EmergencyByRole",
        Condition: {
          ArnLike: {
            "aws:PrincipalArn": [
              "arn:aws:iam::333333333333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_small-break-glass_*",
            ],
          },
          StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" },
        },
      }),
    );
  });
});

describe("access to more accounts than a policy holds ARNs of", () => {
  const workloads = Array.from(
    { length: 120 },
    (_, index) => `    - { name: workload-${index}, email: w${index}@example.com, organizationalUnit: Security }`,
  );
  const { stacks } = synthesizeLandingZone(
    existingLandingZone(
      "  workloads:",
      ...workloads,
      "deployment: { managementRole: Deployment }",
      "access: { through: [users, identity-center], identityCenter: { region: eu-west-1 } }",
    ),
  );
  const statementsOf = (template: Template, name: string) =>
    (JSON.parse(String(blockNamed(template, "aws_iam_policy", name).policy)) as { Statement: Statement[] }).Statement;
  const ofOrganization = { StringEquals: { "aws:ResourceOrgID": "o-exampleorgid" } };

  it("names the organization's roles of a name by a pattern", () => {
    expect(statementsOf(stackOf(stacks, "access-audit"), "small-security-auditor-members")).toEqual([
      expect.objectContaining({
        Resource: ["arn:aws:iam::*:role/small-security-auditor"],
        Condition: ofOrganization,
      }),
    ]);
    expect(statementsOf(stackOf(stacks, "access-management"), "small-deployer")).toContainEqual(
      expect.objectContaining({
        Sid: "AssumeDeploymentRoles",
        Resource: ["arn:aws:iam::111111111111:role/Deployment", "arn:aws:iam::*:role/OrganizationAccountAccessRole"],
        Condition: ofOrganization,
      }),
    );
  });
});

describe("no access section", () => {
  it("makes nothing", () => {
    const { stacks } = synthesizeLandingZone(existingLandingZone());
    expect(Object.keys(stacks).filter((id) => id.startsWith("access"))).toEqual([]);
  });
});
