// What a bootstrap makes of answers that a local AWS does not give.
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { S3Client } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import { bootstrapExitCode } from "../../../cli/bootstrap/exit";
import { bootstrapLandingZone } from "../../../cli/bootstrap/run";
import { Failure } from "../../../console/failure";
import { pipelineRoles } from "../../../stacks/pipeline-roles";
import { answerWith } from "../../support/fake-aws";
import type { Asked } from "../../support/fake-aws";
import { existingLandingZone, ORGANIZATION_ID } from "../../support/landing-zones";

const zone = () =>
  existingLandingZone(
    "state: { backend: s3, bucket: small-state, region: eu-west-1 }",
    "deployment: { managementRole: Deployment }",
    "access:",
    "  ci:",
    "    bootstrapped: true",
    "    github: { owner: example-org, repository: landing-zone, environment: production }",
  );

const refused = (name: string, httpStatusCode = 400, headers = {}) =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode }, $response: { headers } });

type Answer = (asked: Asked) => object | undefined;

const CALLER: Answer = () => ({ Arn: "arn:aws:iam::111111111111:user/me" });
const DENIED: Answer = () => refused("AccessDenied", 403);

interface Answers {
  readonly iam: Answer;
  readonly organizations: Answer;
  readonly s3: Answer;
}

function run(landingZone = zone(), { iam = DENIED, organizations = DENIED, s3 = DENIED }: Partial<Answers> = {}) {
  answerWith(STSClient.prototype, CALLER);
  answerWith(KMSClient.prototype, DENIED);
  answerWith(IAMClient.prototype, iam);
  answerWith(OrganizationsClient.prototype, organizations);
  answerWith(S3Client.prototype, s3);
  const caller = { credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  return bootstrapLandingZone({
    landingZone,
    outdir: "/nowhere/cdktf.out",
    confirmed: true,
    onDone: () => undefined,
    caller,
  });
}

afterEach(() => {
  jest.restoreAllMocks();
});

it("says how to sign in where nobody has", async () => {
  answerWith(STSClient.prototype, () => Object.assign(new Error("none"), { name: "CredentialsProviderError" }));
  const none = bootstrapLandingZone({ landingZone: zone(), outdir: ".", confirmed: false, onDone: () => undefined });
  await expect(none).rejects.toBeInstanceOf(Failure);
  await expect(none).rejects.toThrow(/there are no AWS credentials[^]*sign in/);
});

it("reports what there is where AWS does not say what organization it is", async () => {
  const result = await run();
  expect(result.parts.map(({ name, part, state }) => [part, name, state])).toEqual([
    ["KMS key of the states", "alias/small-terraform-state", "failed"],
    ["bucket of the states", "small-state", "failed"],
    ["KMS key of plans", "alias/small-terraform-plans", "failed"],
    ["roles of pipelines", "small-reviewer, small-deployer", "failed"],
  ]);
  expect(bootstrapExitCode(result)).toBe(1);
});

it.each([
  ["here", [{ Name: "small-state" }], "is in us-east-1, and state.region says eu-west-1"],
  ["another account", [{ Name: "other" }], "is another account's"],
])("says of a bucket elsewhere whose it is, not only where: of %s", async (_whose, Buckets, problem) => {
  const { parts } = await run(zone(), {
    organizations: () => ({}),
    s3: ({ operation }) =>
      operation === "ListBuckets" ? { Buckets } : refused("301", 301, { "x-amz-bucket-region": "us-east-1" }),
  });
  expect(parts[1]?.problem?.message).toContain(problem);
});

describe("the roles of pipelines", () => {
  const landingZone = zone();
  const pipelines = pipelineRoles(landingZone, ORGANIZATION_ID);
  const roles = pipelines?.roles ?? [];
  const indented = (text = "") => encodeURIComponent(JSON.stringify(JSON.parse(text), undefined, 4));
  const organizations: Answer = () => ({ Organization: { Id: ORGANIZATION_ID } });
  const PermissionsBoundary = {
    PermissionsBoundaryArn: `arn:aws:iam::111111111111:policy/${pipelines?.boundary.policyName ?? ""}`,
  };

  it("are as they should be in whatever form IAM gives what it got", async () => {
    const iam: Answer = ({ input, operation }) => {
      const role = roles.find(({ roleName }) => roleName === input.RoleName);
      const answers: Record<string, object> = {
        GetOpenIDConnectProvider: { ClientIDList: ["sts.amazonaws.com"] },
        GetPolicy: { Policy: {} },
        GetRole: { Role: { AssumeRolePolicyDocument: indented(role?.trust), PermissionsBoundary } },
        GetRolePolicy: { PolicyDocument: indented(role?.permissions) },
        ListAttachedRolePolicies: { AttachedPolicies: [] },
      };
      return answers[operation];
    };
    const { parts } = await run(landingZone, { iam, organizations });
    expect(parts.filter(({ part }) => /plans$|applies$/.test(part)).slice(1)).toEqual(
      ["role that plans", "role that applies"].map(
        (part) => expect.objectContaining({ part, state: "as it should be" }) as object,
      ),
    );
  });

  it("fail by themselves where IAM would not take what they may do, until Terraform has them", async () => {
    const functions = landingZone.access?.functions.map((job) => ({
      ...job,
      settings: { ...job.settings, sourceNetworks: Array.from({ length: 700 }, (_, index) => `10.${index}.0.0/16`) },
    }));
    const long = {
      ...landingZone,
      access: landingZone.access && { ...landingZone.access, functions: functions ?? [] },
    };
    const absent: Answer = () => refused("NoSuchEntityException", 404);
    const { parts } = await run(long, { iam: absent, organizations });
    expect(parts.find(({ part }) => part === "role that plans")?.problem?.message).toMatch(
      /IAM takes 10,240 in a role/,
    );
    const iam: Answer = ({ operation }) =>
      operation === "ListAttachedRolePolicies"
        ? { AttachedPolicies: [{ PolicyName: "terraforms" }] }
        : operation === "GetRole"
          ? { Role: { PermissionsBoundary } }
          : refused("NoSuchEntityException", 404);
    const later = await run(long, { iam, organizations });
    expect(later.parts.find(({ part }) => part === "role that plans")?.state).toBe("as it should be");
  });
});
