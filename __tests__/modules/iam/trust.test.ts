import { githubSubjects, gitlabSubjects } from "../../../modules/iam/ci-subjects";
import { trustJobs, trustRoles, trustSaml, trustUsers } from "../../../modules/iam/trust";

const ALICE = "arn:aws:iam::333333333333:user/alice";
const ROOT = "arn:aws:iam::333333333333:root";
const AUDITORS = "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Auditors_*";

describe("trust", () => {
  it("lets users in with multi-factor authentication, of the organization, and from the networks that are given", () => {
    expect(trustUsers([ALICE], { organizationId: "o-abc", sourceNetworks: ["203.0.113.0/24"] })).toEqual({
      Sid: "UsersWithMfa",
      Effect: "Allow",
      Principal: { AWS: [ALICE] },
      Action: "sts:AssumeRole",
      Condition: {
        Bool: { "aws:MultiFactorAuthPresent": "true" },
        StringEquals: { "aws:PrincipalOrgID": "o-abc" },
        IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] },
      },
    });
  });

  it("demands session tags that have a value, and lets them be passed", () => {
    expect(trustUsers([ALICE], { sessionTags: ["ticket"] })).toMatchObject({
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: { StringLike: { "aws:RequestTag/ticket": "?*" } },
    });
  });

  it("lets roles in by the pattern of their ARN, without the sign of MFA that no role's session carries", () => {
    const statement = trustRoles([ROOT], [AUDITORS], { organizationId: "o-abc" });
    expect(statement).toMatchObject({
      Principal: { AWS: [ROOT] },
      Condition: { ArnLike: { "aws:PrincipalArn": [AUDITORS] }, StringEquals: { "aws:PrincipalOrgID": "o-abc" } },
    });
    expect(JSON.stringify(statement)).not.toContain("MultiFactorAuth");
  });

  it.each([
    ["aws", "https://signin.aws.amazon.com/saml"],
    ["aws-us-gov", "https://signin.amazonaws-us-gov.com/saml"],
  ])("lets people of a SAML provider in by their subjects, for the audience of the partition %s", (partition, aud) => {
    const providerArn = `arn:${partition}:iam::222222222222:saml-provider/corporate`;
    expect(trustSaml({ partition }, { providerArn, subjects: ["alice", "bob"] })).toMatchObject({
      Principal: { Federated: providerArn },
      Action: "sts:AssumeRoleWithSAML",
      Condition: { StringEquals: { "SAML:aud": aud, "SAML:sub": ["alice", "bob"] } },
    });
  });
});

describe("subjects of GitHub", () => {
  const github = { owner: "acme", repository: "landing-zone", defaultBranch: "main", environment: "production" };

  it("plans for pull requests and the default branch, and applies for the environment alone", () => {
    expect(githubSubjects(github)).toMatchObject({
      plan: ["repo:acme/landing-zone:pull_request", "repo:acme/landing-zone:ref:refs/heads/main"],
      apply: ["repo:acme/landing-zone:environment:production"],
      wildcards: false,
    });
    expect(githubSubjects({ ...github, environment: undefined }).apply).toEqual([
      "repo:acme/landing-zone:ref:refs/heads/main",
    ]);
  });

  it("knows both forms of the subject where the numbers are given, and demands the numbers of either", () => {
    const subjects = githubSubjects({ ...github, ownerId: "11", repositoryId: "22" });
    expect(subjects.apply).toEqual([
      "repo:acme/landing-zone:environment:production",
      "repo:acme@11/landing-zone@22:environment:production",
    ]);
    const statement = trustJobs({
      providerArn: "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com",
      host: "token.actions.githubusercontent.com",
      audience: "sts.amazonaws.com",
      subjects: subjects.apply,
      claims: subjects.claims,
    });
    expect(statement.Condition).toEqual({
      StringEquals: {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:repository_id": "22",
        "token.actions.githubusercontent.com:repository_owner_id": "11",
        "token.actions.githubusercontent.com:sub": subjects.apply,
      },
    });
  });
});

describe("subjects of GitLab", () => {
  it("takes any branch of the project, and no tag, for plans", () => {
    const subjects = gitlabSubjects({ project: "acme/landing-zone", defaultBranch: "main" });
    expect(subjects.plan).toEqual(["project_path:acme/landing-zone:ref_type:branch:ref:*"]);
    expect(subjects.apply).toEqual(["project_path:acme/landing-zone:ref_type:branch:ref:main"]);
  });

  it("matches its wildcard as one", () => {
    const { plan, wildcards } = gitlabSubjects({ project: "acme/landing-zone", defaultBranch: "main" });
    const jobs = trustJobs({ providerArn: "x", host: "gitlab.com", audience: "aws", subjects: plan, wildcards });
    expect(jobs.Condition).toMatchObject({ StringLike: { "gitlab.com:sub": plan } });
  });
});
