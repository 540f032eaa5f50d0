import { readFileSync } from "node:fs";
import { loadLandingZone } from "../../config/load";
import type { MoreExisting } from "../../simulator/description";
import { whatExists } from "../../simulator/existing";
import { existingLandingZone, exampleLandingZone } from "../support/landing-zones";

const AUDIT = "333333333333";
const existing = (...lines: string[]) => whatExists(existingLandingZone(...lines));

/** Requests as `account region service operation`. */
const requests = (description: ReturnType<typeof whatExists>, service: string): string[] =>
  description.requests
    .filter((request) => request.service === service)
    .map(({ account, operation, region }) => [account, region, operation].join(" "));

describe("what exists before the first deployment", () => {
  it("is the management account alone where the organization is created", () => {
    expect(whatExists(exampleLandingZone())).toMatchObject({
      organizationId: null,
      organizationalUnits: [],
      accounts: [],
      trustedServices: [],
      policyTypes: [],
      delegatedAdministrators: [],
      requests: [],
    });
  });

  it("is what the example of an existing organization says", () => {
    const { landingZone } = loadLandingZone("examples/existing-organization.yaml");
    const found = whatExists(landingZone);
    const { organization } = landingZone;
    expect(found.organizationalUnits).toEqual([
      {
        id: "ou-ab12-11111111",
        name: "Workloads",
        organizationalUnits: [{ id: "ou-ab12-22222222", name: "Production", organizationalUnits: [] }],
      },
    ]);
    expect(found.accounts.map(({ id }) => id)).toEqual(landingZone.accounts.map(({ id }) => id));
    expect(found.delegatedAdministrators).toEqual([{ account: AUDIT, services: organization.existingDelegations }]);
    expect(found.trustedServices).toEqual(expect.arrayContaining(["sso.amazonaws.com", "config.amazonaws.com"]));
    expect([...found.policyTypes].sort()).toEqual([
      "RESOURCE_CONTROL_POLICY",
      "S3_POLICY",
      "SERVICE_CONTROL_POLICY",
      "TAG_POLICY",
    ]);
    expect(requests(found, "iam")).toEqual([`${AUDIT} us-east-1 CreateServiceLinkedRole`]);
    expect(requests(found, "ssm")).toEqual([`${AUDIT} eu-central-1 CreateDocument`]);
    const recorders = found.requests.filter(({ operation }) => operation === "PutConfigurationRecorder");
    expect(recorders.map(({ account, parameters, region }) => ({ account, parameters, region }))).toMatchObject([
      {
        account: AUDIT,
        region: "eu-central-1",
        parameters: { ConfigurationRecorder: { name: "StackSet-recorder-1A2B" } },
      },
      {
        account: AUDIT,
        region: "eu-west-1",
        parameters: { ConfigurationRecorder: { name: "StackSet-recorder-5E6F" } },
      },
    ]);
  });

  it("leaves to the deployment what Terraform enables: control policies, and trusted access that only it needs", () => {
    const { policyTypes, trustedServices } = existing();
    expect({ policyTypes, trustedServices }).toEqual({ policyTypes: [], trustedServices: [] });
  });

  it("has the service-linked roles of the management account that the file says exist", () => {
    const landingZone = existingLandingZone();
    const found = whatExists({
      ...landingZone,
      accounts: landingZone.accounts.map((account) =>
        account.slug === "management" ? { ...account, configServiceLinkedRole: "existing" } : account,
      ),
      management: {
        ...landingZone.management,
        configMultiAccountRole: "existing",
        accessAnalyzerServiceLinkedRole: "existing",
      },
    });
    const services = found.requests
      .filter(({ account }) => account === landingZone.management.id)
      .map(({ parameters }) => parameters?.AWSServiceName);
    expect(services).toEqual([
      "config.amazonaws.com",
      "config-multiaccountsetup.amazonaws.com",
      "access-analyzer.amazonaws.com",
    ]);
  });

  it("has Inspector's administrator where it scans, and trusts Inspector before", () => {
    const { regions } = existingLandingZone();
    const found = existing("inspector: { delegated: existing }");
    expect(found.trustedServices).toContain("inspector2.amazonaws.com");
    expect(requests(found, "inspector2")).toEqual(
      regions.map((region) => `111111111111 ${region} EnableDelegatedAdminAccount`),
    );
  });

  it("has a pipeline's identity provider", () => {
    const pipeline = (provider: string) =>
      existing(
        "deployment: { managementRole: Deployment }",
        "access:",
        "  through: [users]",
        "  people: [{ name: ann, functions: [deployer] }]",
        `  ci: { gitlab: { provider: ${provider}, group: ours, project: landing-zone } }`,
      );
    expect(requests(pipeline("existing"), "iam")).toContain("111111111111 us-east-1 CreateOpenIDConnectProvider");
    expect(requests(pipeline("new"), "iam")).not.toContain("111111111111 us-east-1 CreateOpenIDConnectProvider");
  });

  it("has the role that is assumed in accounts that were invited", () => {
    const { accounts, partition } = existingLandingZone();
    const members = accounts.filter(({ slug }) => slug !== "management").map(({ id }) => String(id));
    expect(existing("deployment: { role: Deployer }").roles).toEqual(
      members.map((id) => `arn:${partition}:iam::${id}:role/Deployer`),
    );
    expect(existing().roles).toEqual([]);
  });

  it("is joined with what is known besides: accounts and units by their ids", () => {
    const { landingZone } = loadLandingZone("examples/existing-organization.yaml");
    const more = JSON.parse(readFileSync("examples/existing-organization.aws.json", "utf8")) as MoreExisting;
    const found = whatExists(landingZone, more);
    const audit = found.accounts.filter(({ id }) => id === AUDIT);
    expect(audit).toMatchObject([{ name: "Security Audit", tags: { owner: "security" } }]);
    expect(found.accounts.filter(({ status }) => status === "SUSPENDED")).toHaveLength(1);
    expect(found.organizationalUnits).toMatchObject([
      {
        name: "Workloads",
        tags: { owner: "platform" },
        organizationalUnits: [{ name: "Production" }, { name: "Legacy" }],
      },
      { name: "Suspended" },
    ]);
    expect(found.delegatedAdministrators.map(({ account }) => account)).toEqual([AUDIT, "444444444444"]);
    expect(found.requests.slice(-(more.requests?.length ?? 0))).toEqual(more.requests);
  });
});
