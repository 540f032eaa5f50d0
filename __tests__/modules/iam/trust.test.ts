import { trustJobs, trustRoles, trustSaml, trustUsers } from "../../../modules/iam/trust";

const ALICE = "arn:aws:iam::333333333333:user/alice";
const ROOT = "arn:aws:iam::333333333333:root";
const AUDITORS = "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Auditors_*";

describe("trust", () => {
  it("lets users in with multi-factor authentication, of the organization, and from the networks that are given", () => {
    expect(trustUsers([ALICE], { organizationId: "o-exampleorgid", sourceNetworks: ["203.0.113.0/24"] })).toEqual({
      Sid: "UsersWithMfa",
      Effect: "Allow",
      Principal: { AWS: [ALICE] },
      Action: "sts:AssumeRole",
      Condition: {
        Bool: { "aws:MultiFactorAuthPresent": "true" },
        StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" },
        IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] },
      },
    });
  });

  it("lets in those of a whole account who are named, whatever its administrators allow themselves", () => {
    expect(trustUsers([ROOT], { userNames: ["alice"] }).Condition).toEqual({
      Bool: { "aws:MultiFactorAuthPresent": "true" },
      StringEquals: { "aws:username": ["alice"] },
    });
  });

  it("lets sessions be given the tags that are named, and no others", () => {
    expect(trustUsers([ALICE], { sessionTags: ["ticket"] })).toMatchObject({
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["ticket"] } },
    });
  });

  it("lets roles in by the pattern of their ARN, without the sign of MFA that no role's session carries", () => {
    const statement = trustRoles([ROOT], [AUDITORS], { organizationId: "o-exampleorgid" });
    expect(statement).toMatchObject({
      Principal: { AWS: [ROOT] },
      Condition: {
        ArnLike: { "aws:PrincipalArn": [AUDITORS] },
        StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" },
      },
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

  it("lets jobs in by the claims of their tokens", () => {
    const claims = { StringEquals: { "gitlab.com:aud": "https://gitlab.com", "gitlab.com:sub": "project_path:a/b" } };
    const providerArn = "arn:aws:iam::111111111111:oidc-provider/gitlab.com";
    expect(trustJobs("JobsOfGitlab", providerArn, claims)).toEqual({
      Sid: "JobsOfGitlab",
      Effect: "Allow",
      Principal: { Federated: providerArn },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: claims,
    });
  });
});
