import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { STSClient } from "@aws-sdk/client-sts";
import { AccountClients } from "../../terraform/account-clients";
import type { LandingZone } from "../../config/landing-zone";
import { answerWith } from "../support/fake-aws";
import { exampleLandingZone, existingLandingZone } from "../support/landing-zones";

describe("clients of accounts", () => {
  let assumed: string[];

  beforeEach(() => {
    assumed = [];
    answerWith(STSClient.prototype, ({ input: { RoleArn } }) => {
      assumed.push(String(RoleArn));
      return { Credentials: { AccessKeyId: "id", SecretAccessKey: "secret", SessionToken: "token" } };
    });
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** An organization whose list of accounts has two pages. */
  const organization = (...pages: { Id: string; Email: string }[][]): void => {
    const tokens = pages.map((_, index) => (index < pages.length - 1 ? String(index + 1) : undefined));
    answerWith(OrganizationsClient.prototype, ({ input: { NextToken = "0" } }) => ({
      Accounts: pages[Number(NextToken)],
      NextToken: tokens[Number(NextToken)],
    }));
  };

  it("take the caller's own credentials and AWS in the management account", async () => {
    const landingZone = existingLandingZone();
    const settings = await new AccountClients(landingZone).settings(landingZone.management, "us-east-1");
    expect(settings).toEqual({ region: "us-east-1" });
    expect(assumed).toEqual([]);
  });

  it("assume the deployment role elsewhere, once for all regions of an account", async () => {
    const landingZone = existingLandingZone();
    const clients = new AccountClients(landingZone);
    const credentials = { accessKeyId: "id", secretAccessKey: "secret", sessionToken: "token" };
    await expect(clients.settings(landingZone.audit)).resolves.toEqual({ region: "eu-west-1", credentials });
    await expect(clients.settings(landingZone.audit, "us-east-1")).resolves.toMatchObject({ region: "us-east-1" });
    expect(assumed).toEqual(["arn:aws:iam::333333333333:role/OrganizationAccountAccessRole"]);
  });

  it("assume the role of the management account if it has one", async () => {
    const landingZone = existingLandingZone("deployment: { managementRole: deployer }");
    await new AccountClients(landingZone).settings(landingZone.management);
    expect(assumed).toEqual(["arn:aws:iam::111111111111:role/deployer"]);
  });

  it("use the endpoint and the credentials that they are given", async () => {
    const landingZone = existingLandingZone();
    const settings = {
      endpoint: "http://127.0.0.1:4566",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    };
    const clients = new AccountClients(landingZone, settings);
    await expect(clients.settings(landingZone.management)).resolves.toMatchObject(settings);
  });

  it("find the id of an account that was created, on any page and in any case of its e-mail address", async () => {
    const landingZone: LandingZone = exampleLandingZone();
    organization(
      [{ Id: "444444444444", Email: "someone@example.org" }],
      [{ Id: "555555555555", Email: landingZone.audit.email.toUpperCase() }],
    );
    const clients = new AccountClients(landingZone);
    await expect(clients.accountId(landingZone.audit)).resolves.toBe("555555555555");
    await expect(clients.accountId(landingZone.logArchive)).rejects.toThrow(
      'the organization has no account "log-archive"',
    );
  });
});
