import type { LandingZone } from "../../config/landing-zone";
import { evaluate } from "../../proof/evaluate";
import { Matrix } from "../../proof/matrix";
import type { Principal, RequestContext } from "../../proof/principal";
import { surprises } from "../../proof/report";
import { statementsOf } from "../../proof/statements";
import type { Statement } from "../../proof/statements";
import { existingLandingZone, ORGANIZATION_ID, stackOf, synthesizeLandingZone } from "../support/landing-zones";
import type { Template } from "../support/terraform";

const TIMEOUT = 240_000;
const ARCHIVE = "222222222222";
const AUDIT = "333333333333";
const SHOP = "444444444444";

const HOST = "token.actions.githubusercontent.com";
const GITHUB_PROVIDER = `arn:aws:iam::111111111111:oidc-provider/${HOST}`;

const landingZone = existingLandingZone(
  `  workloads: [{ name: shop, id: "${SHOP}", email: shop@example.com, organizationalUnit: Security }]`,
  "deployment: { managementRole: Deployment }",
  "access:",
  "  people: [{ name: alice, functions: [logReader] }, { name: bob, functions: [incidentResponder] }]",
  "  functions: { logReader: { ofAccounts: [shop] } }",
  "  ci:",
  "    github: { owner: acme, repository: zone, ownerId: '11', repositoryId: '22', environment: production }",
);

/** Takes the statements of a Sid away, or a condition of theirs. */
type Mutation = (statements: readonly Statement[]) => readonly Statement[];
const unchanged: Mutation = (statements) => statements;
const dropped =
  (sid: string): Mutation =>
  (statements) =>
    statements.filter(({ Sid }) => Sid !== sid);
const withoutKey =
  (key: string): Mutation =>
  (statements) =>
    statements.map((statement) => {
      const operators = Object.entries((statement.Condition ?? {}) as Record<string, Record<string, unknown>>);
      const left = operators.map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(keys).filter(([name]) => name !== key)),
      ]);
      return { ...statement, Condition: Object.fromEntries(left) as unknown };
    });

function rolePolicies(template: Template, role: string): { trust: Statement[]; own: Statement[] } {
  const roles = template.json.resource?.aws_iam_role ?? {};
  const [, block] = Object.entries(roles).find(([, { name }]) => name === role) ?? [];
  const policies = template
    .resources("aws_iam_policy")
    .filter(({ name }) => new RegExp(`^${role}(-\\d)?$`).test(String(name)));
  return {
    trust: statementsOf(
      String(block?.assume_role_policy).replace(/\$\{aws_iam_openid_connect_provider\.[^}]*\}/, GITHUB_PROVIDER),
    ),
    own: policies.flatMap(({ policy }) => statementsOf(String(policy))),
  };
}

const { stacks } = synthesizeLandingZone(landingZone);
const reader = rolePolicies(stackOf(stacks, "access-log-archive"), "small-log-reader");
const responder = rolePolicies(stackOf(stacks, "access-shop"), "small-incident-responder");
const boundary = statementsOf(
  String(
    stackOf(stacks, "access-shop")
      .resources("aws_iam_policy")
      .find(({ name }) => name === "small-access-boundary")?.policy,
  ),
);
const deployer = rolePolicies(stackOf(stacks, "access-management"), "small-deployer");

async function mayAssume(
  trust: readonly Statement[],
  { action = "sts:AssumeRole", context, principal }: { action?: string; context: RequestContext; principal: Principal },
  role = `arn:aws:iam::${ARCHIVE}:role/small-log-reader`,
): Promise<boolean> {
  const { allowed } = await evaluate(
    { principal, action, resource: { arn: role, accountId: role.split(":")[4] ?? "" }, context },
    { serviceControl: [], resourceControl: [], resourcePolicy: { layer: "trust policy", statements: trust } },
  );
  return allowed;
}

function user(name: string, accountId = AUDIT): Principal {
  const arn = `arn:aws:iam::${accountId}:user/${name}`;
  return {
    key: name,
    label: name,
    principal: arn,
    accountId,
    identityPolicy: { name: "AdministratorAccess", actions: ["*"] },
    context: { "aws:PrincipalArn": arn, "aws:PrincipalOrgID": ORGANIZATION_ID, "aws:username": name },
  };
}
const MFA = { "aws:MultiFactorAuthPresent": "true" };

describe("who becomes a log reader", () => {
  const ask = (name: string, context: RequestContext, mutation = unchanged, accountId?: string) =>
    mayAssume(mutation(reader.trust), { principal: user(name, accountId), context });

  it("is who has the function, with multi-factor authentication", async () => {
    expect(await ask("alice", MFA)).toBe(true);
    expect(await ask("alice", { "aws:MultiFactorAuthPresent": "false" })).toBe(false);
    expect(await ask("alice", {})).toBe(false);
    // The condition is what it depends on.
    expect(await ask("alice", {}, withoutKey("aws:MultiFactorAuthPresent"))).toBe(true);
  });

  it("is no administrator of the identity account, whatever they allow themselves", async () => {
    expect(await ask("mallory", MFA)).toBe(false);
    expect(await ask("mallory", MFA, withoutKey("aws:username"))).toBe(true);
  });

  it("is nobody of another account by the same name", async () => {
    expect(await ask("alice", MFA, unchanged, SHOP)).toBe(false);
  });
});

const LEAVE: Statement = {
  Sid: "AccountDecides",
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${ARCHIVE}:root` },
  Action: "kms:*",
  Resource: "*",
};

/** The role's own policies alone. */
async function may(
  statements: readonly Statement[],
  role: string,
  action: string,
  arn: string,
  context: RequestContext = {},
): Promise<boolean> {
  const accountId = role.split(":")[4] ?? "";
  const principal: Principal = {
    key: "role",
    label: role,
    principal: role,
    accountId,
    context: { "aws:PrincipalArn": role, "aws:PrincipalOrgID": ORGANIZATION_ID },
  };
  const { allowed } = await evaluate(
    { principal, action, resource: { arn, accountId }, context },
    {
      serviceControl: [],
      resourceControl: [],
      identityPolicy: { layer: "IAM", statements },
      // Keys ask their own policy, too, which leaves the account to decide.
      resourcePolicy: action.startsWith("kms:") ? { layer: "key policy", statements: [LEAVE] } : undefined,
    },
  );
  return allowed;
}

describe("what a log reader reads", () => {
  const ROLE = `arn:aws:iam::${ARCHIVE}:role/small-log-reader`;
  const log = (accountId: string) =>
    `arn:aws:s3:::small-cloudtrail-eu-west-1/AWSLogs/${ORGANIZATION_ID}/${accountId}/CloudTrail/eu-west-1/2026/11/29/x.json.gz`;

  it("is the log files of their accounts, and of no other", async () => {
    expect(await may(reader.own, ROLE, "s3:GetObject", log(SHOP))).toBe(true);
    expect(await may(reader.own, ROLE, "s3:GetObject", log(AUDIT))).toBe(false);
    expect(await may(dropped("ReadTrail")(reader.own), ROLE, "s3:GetObject", log(SHOP))).toBe(false);
  });

  it("is decrypted by way of S3 only", async () => {
    const key = `arn:aws:kms:eu-west-1:${ARCHIVE}:key/11111111-2222-3333-4444-555555555555`;
    const file = {
      "kms:ResourceAliases": ["alias/small-logs"],
      "kms:EncryptionContext:aws:cloudtrail:arn": landingZone.arns.trail,
    };
    const viaS3 = { ...file, "kms:ViaService": "s3.eu-west-1.amazonaws.com" };
    expect(await may(reader.own, ROLE, "kms:Decrypt", key, viaS3)).toBe(true);
    expect(await may(reader.own, ROLE, "kms:Decrypt", key, file)).toBe(false);
    expect(await may(withoutKey("kms:ViaService")(reader.own), ROLE, "kms:Decrypt", key, file)).toBe(true);
  });

  it("is not changed by them", async () => {
    for (const action of ["s3:DeleteObject", "s3:PutObject", "s3:PutObjectRetention"]) {
      expect(await may(reader.own, ROLE, action, log(SHOP))).toBe(false);
    }
  });
});

describe("what a responder collects", () => {
  const ROLE = `arn:aws:iam::${SHOP}:role/small-incident-responder`;
  const ALL: Statement = { Sid: "ByMistake", Effect: "Allow", Action: "*", Resource: "*" };

  it("is not deleted by them, even if another statement allowed it one day", async () => {
    const snapshot = "arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0";
    expect(await may(responder.own, ROLE, "ec2:CreateSnapshot", snapshot)).toBe(true);
    expect(await may([...responder.own, ALL], ROLE, "ec2:DeleteSnapshot", snapshot)).toBe(false);
    const without = dropped("NeverDestroyEvidence")([...responder.own, ALL]);
    expect(await may(without, ROLE, "ec2:DeleteSnapshot", snapshot)).toBe(true);
  });
});

describe("whom a responder denies", () => {
  const role = `arn:aws:iam::${SHOP}:role/small-incident-responder`;
  const denies = (kind: string, name: string) =>
    may(responder.own, role, `iam:Attach${kind}Policy`, `arn:aws:iam::${SHOP}:${kind.toLowerCase()}/${name}`, {
      "iam:PolicyARN": "arn:aws:iam::aws:policy/AWSDenyAll",
    });

  it("is anybody but those who would undo it", async () => {
    expect(await denies("Group", "developers")).toBe(true);
    expect(await denies("Role", "shop")).toBe(true);
    expect(await denies("Group", "small-break-glass")).toBe(false);
    expect(await denies("Group", "small-log-reader")).toBe(false);
    expect(await denies("Role", "small-deployer")).toBe(false);
  });
});

describe("what any function can become", () => {
  const role = `arn:aws:iam::${SHOP}:role/small-mine`;
  const user = `arn:aws:iam::${SHOP}:user/mallory`;
  const attached = (name: string) => ({ "iam:PolicyARN": `arn:aws:iam::aws:policy/${name}` });

  it.each([
    ["iam:AttachUserPolicy", user],
    ["iam:AttachRolePolicy", role],
    ["iam:DetachRolePolicy", role],
    ["iam:PassRole", role],
    ["iam:CreatePolicyVersion", `arn:aws:iam::${SHOP}:policy/small-access-boundary`],
    ["iam:RemoveUserFromGroup", `arn:aws:iam::${SHOP}:group/small-mine`],
    ["sso-directory:AddMemberToGroup", "*"],
    ["cloudformation:CreateStackInstances", `arn:aws:cloudformation:eu-west-1:${SHOP}:stackset/x:1`],
  ])("is not more by %s: its boundary says so", async (action, resource) => {
    expect(await may(boundary, role, action, resource, attached("AdministratorAccess"))).toBe(false);
  });

  it("is a responder, who attaches what denies everything", async () => {
    expect(await may(boundary, role, "iam:AttachUserPolicy", user, attached("AWSDenyAll"))).toBe(true);
    expect(await may(boundary, role, "ec2:StopInstances", `arn:aws:ec2:eu-west-1:${SHOP}:instance/i-1`)).toBe(true);
  });
});

describe("which job deploys", () => {
  const provider: Principal = { key: "github", label: "GitHub", principal: GITHUB_PROVIDER, context: {} };
  const token = (sub: string, repositoryId = "22", mutation = unchanged, ref = "refs/heads/main") =>
    mayAssume(
      mutation(deployer.trust),
      {
        principal: provider,
        action: "sts:AssumeRoleWithWebIdentity",
        context: {
          [`${HOST}:aud`]: "sts.amazonaws.com",
          [`${HOST}:sub`]: sub,
          [`${HOST}:repository_id`]: repositoryId,
          [`${HOST}:ref`]: ref,
        },
      },
      "arn:aws:iam::111111111111:role/small-deployer",
    );

  it("is one of the protected environment of the repository", async () => {
    expect(await token("repo:acme/zone:environment:production")).toBe(true);
    expect(await token("repo:acme@11/zone@22:environment:production")).toBe(true);
  });

  it.each([
    ["another repository", "repo:acme/other:environment:production", "33"],
    ["a fork", "repo:mallory/zone:environment:production", "44"],
    ["another branch", "repo:acme/zone:ref:refs/heads/feature", "22"],
    ["a pull request", "repo:acme/zone:pull_request", "22"],
  ])("is not one of %s", async (_, sub, repositoryId) => {
    expect(await token(sub, repositoryId)).toBe(false);
    const anything = withoutKey(`${HOST}:repository_id`);
    const mutated: Mutation = (statements) => anything(withoutKey(`${HOST}:sub`)(statements));
    expect(await token(sub, repositoryId, mutated)).toBe(true);
  });

  it("is not one of another branch that names the environment", async () => {
    const sub = "repo:acme/zone:environment:production";
    expect(await token(sub, "22", unchanged, "refs/pull/12/merge")).toBe(false);
    expect(await token(sub, "22", withoutKey(`${HOST}:ref`), "refs/pull/12/merge")).toBe(true);
  });

  it("is not one of a repository that got the names of one that is gone", async () => {
    const sub = "repo:acme/zone:environment:production";
    expect(await token(sub, "99")).toBe(false);
    expect(await token(sub, "99", withoutKey(`${HOST}:repository_id`))).toBe(true);
  });
});

describe("who else reads logs", () => {
  const ASKED = ["s3:GetObject", "iam:AddUserToGroup", "kms:DescribeKey", "kms:Decrypt", "s3:GetBucketAcl"];
  const isAsked = ({ action }: { action: string }) => ASKED.includes(action);
  const cellsOf = (zone: LandingZone) => new Matrix(zone).cells(isAsked);

  it(
    "is nobody but whoever breaks the glass, administrators of the log archive included",
    async () => {
      const cells = await cellsOf(landingZone);
      expect(surprises(cells)).toEqual([]);
      const administrator = cells.find(
        ({ principal, question }) => principal.key === "admin-log-archive" && question.label === "read an object",
      );
      expect(administrator?.decision).toEqual({ allowed: false, by: [{ layer: "SCP", sid: "LogReaders" }] });
      const readers = cells.filter(
        ({ decision, principal, question }) =>
          question.label === "read an object" && principal.key.startsWith("job-") && decision.allowed,
      );
      // Their own accounts' files are another matter: these are of the audit account.
      expect(readers.map(({ principal }) => principal.key)).toEqual([]);
    },
    TIMEOUT,
  );
});
