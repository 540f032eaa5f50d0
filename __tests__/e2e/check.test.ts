// `landing-zone check` as users run it, against a local AWS: with three accounts and nothing deployed in them; and after a first
// deployment into accounts that are minutes old, by the real cdktf, Terraform and provider.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  ConfigServiceClient,
  DescribeConfigRulesCommand,
  PutConfigurationRecorderCommand,
  PutOrganizationConfigRuleCommand,
} from "@aws-sdk/client-config-service";
import { EC2Client, EnableEbsEncryptionByDefaultCommand } from "@aws-sdk/client-ec2";
import {
  CreateAccountCommand,
  EnableAWSServiceAccessCommand,
  ListAccountsCommand,
  OrganizationsClient,
  RegisterDelegatedAdministratorCommand,
} from "@aws-sdk/client-organizations";
import { loadLandingZone } from "../../config/load";
import { startSimulator } from "../../simulator/start";
import type { Simulator } from "../../simulator/start";
import { AccountClients, assumeRole } from "../../terraform/account-clients";
import type { ClientSettings } from "../../terraform/account-clients";
import { prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";
import { program } from "../support/program";
import { controlSimulator } from "../support/simulator-control";

const TIMEOUT = 300_000;
const FILE = `
name: small
homeRegion: eu-west-1
regions: [eu-west-1, us-east-1]
organization: { id: o-exampleorgid, trustedServices: [], policyTypes: [], organizationalUnits: [{ name: Security }] }
accounts:
  management: { id: "111111111111", email: management@example.com }
  logArchive: { id: "222222222222", email: log-archive@example.com, organizationalUnit: Security }
  audit: { id: "333333333333", email: audit@example.com, organizationalUnit: Security }
`;

interface Report {
  readonly check: string;
  readonly account: string;
  readonly region: string;
  readonly state: string;
  readonly differences: readonly { readonly what: string }[];
}

describe("landing-zone check", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-check-"));
  const file = join(folder, "landing-zone.yaml");
  const command = program("cli/main.ts");
  let simulator: Simulator;

  const check = (...args: string[]) => {
    const { status, stderr, stdout } = command(["check", "--config", file, ...args], { env: simulator.env });
    return { status, stderr, stdout };
  };

  beforeAll(async () => {
    writeFileSync(file, FILE);
    const { landingZone } = loadLandingZone(file);
    simulator = await startSimulator({
      landingZone,
      workFolder: folder,
      permissions: "none",
      onProgress: () => undefined,
    });
  }, TIMEOUT);

  afterAll(async () => {
    await simulator.stop();
    rmSync(folder, { recursive: true });
  });

  it(
    "reaches every account, says what is missing there, and ends with 2",
    () => {
      const { status, stdout } = check("--json");
      const { reports } = JSON.parse(stdout) as { reports: Report[] };
      expect(reports.filter(({ state }) => state === "failed")).toEqual([]);
      const fine = reports.filter(({ state }) => state === "as it should be").map((report) => report.check);
      // What is not there cannot be wrong.
      expect([...new Set(fine)].sort()).toEqual(["alarm-actions", "control-tower"]);
      const missing = reports.filter(({ differences: [first] }) => first?.what === "AWS Config has no recorder");
      expect(missing.map(({ account, region }) => `${account} ${region}`).sort()).toEqual([
        "audit eu-west-1",
        "audit us-east-1",
        "log-archive eu-west-1",
        "log-archive us-east-1",
        "management eu-west-1",
        "management us-east-1",
      ]);
      expect(status).toBe(2);
    },
    TIMEOUT,
  );

  it(
    "ends with 0 once what it looks at is there",
    async () => {
      const { landingZone } = loadLandingZone(file);
      const settings = await new AccountClients(landingZone, simulator).settings(landingZone.audit, "us-east-1");
      await new EC2Client(settings).send(new EnableEbsEncryptionByDefaultCommand({}));
      const only = ["--check", "ebs-encryption", "--account", "audit", "--region"];
      expect(check(...only, "us-east-1").status).toBe(0);
      expect(check(...only, "eu-west-1").status).toBe(2);
    },
    TIMEOUT,
  );
});

describe("landing-zone redeploy-rules", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-redeploy-"));
  const file = join(folder, "landing-zone.yaml");
  const command = program("cli/main.ts");
  const RULE = "small-cloud-trail-enabled";
  const ATTEMPTS = "how long Config tries to bring an organization's rules to an account that joined";
  const SERVICE = "config-multiaccountsetup.amazonaws.com";
  const PARAMETERS = JSON.stringify({ s3BucketName: "logs" });
  let simulator: Simulator;
  let clients: AccountClients;

  interface Redeployed {
    readonly outcomes: readonly { name: string; state: string; lacking: readonly { account: string }[] }[];
  }

  const redeploy = (...args: string[]) => {
    const region = ["--region", "eu-west-1", "--name", RULE];
    const { status, stdout } = command(["redeploy-rules", "--config", file, "--json", ...region, ...args], {
      env: simulator.env,
    });
    const { outcomes } = JSON.parse(stdout) as Redeployed;
    return {
      status,
      found: outcomes.map(({ lacking, name, state }) => [name, state, ...lacking.map(({ account }) => account)]),
    };
  };
  const record = async (settings: ClientSettings, id: string): Promise<void> => {
    const roleARN = `arn:aws:iam::${id}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
    const client = new ConfigServiceClient({ ...settings, region: "eu-west-1" });
    await client.send(new PutConfigurationRecorderCommand({ ConfigurationRecorder: { name: "default", roleARN } }));
  };

  beforeAll(async () => {
    writeFileSync(file, FILE);
    const { landingZone } = loadLandingZone(file);
    simulator = await startSimulator({
      landingZone,
      workFolder: folder,
      permissions: "none",
      onProgress: () => undefined,
    });
    clients = new AccountClients(landingZone, simulator);
    for (const account of landingZone.accounts) {
      await record(await clients.settings(account), account.id ?? "");
    }
    const organizations = new OrganizationsClient(await clients.settings(landingZone.management));
    await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: SERVICE }));
    await organizations.send(
      new RegisterDelegatedAdministratorCommand({ AccountId: landingZone.audit.id, ServicePrincipal: SERVICE }),
    );
    await new ConfigServiceClient(await clients.settings(landingZone.audit)).send(
      new PutOrganizationConfigRuleCommand({
        OrganizationConfigRuleName: RULE,
        OrganizationManagedRuleMetadata: { RuleIdentifier: "CLOUD_TRAIL_ENABLED", InputParameters: PARAMETERS },
      }),
    );
  }, TIMEOUT);

  afterAll(async () => {
    await simulator.stop();
    rmSync(folder, { recursive: true });
  });

  it(
    "brings a rule to an account that recorded after AWS's seven hours, as the rule is, and then finds nothing to do",
    async () => {
      const { landingZone } = loadLandingZone(file);
      await controlSimulator(simulator.env, "slowness", { on: true, factor: 1, only: [ATTEMPTS] });
      const management = await clients.settings(landingZone.management);
      const { CreateAccountStatus: { AccountId: late = "" } = {} } = await new OrganizationsClient(management).send(
        new CreateAccountCommand({ AccountName: "late", Email: "late@example.com" }),
      );
      await controlSimulator(simulator.env, "clock", { advance: 8 * 3600 });
      const role = `arn:aws:iam::${late}:role/OrganizationAccountAccessRole`;
      const settings = await assumeRole(management, role);
      await record(settings, late);
      const rulesOfLate = async () =>
        (await new ConfigServiceClient({ ...settings, region: "eu-west-1" }).send(new DescribeConfigRulesCommand({})))
          .ConfigRules;
      expect(await rulesOfLate()).toEqual([]);

      expect(redeploy()).toEqual({ status: 2, found: [[RULE, "would be put", late]] });
      expect(await rulesOfLate()).toEqual([]);
      expect(redeploy("--confirm")).toEqual({ status: 0, found: [[RULE, "put", late]] });
      expect(await rulesOfLate()).toMatchObject([
        { Source: { SourceIdentifier: "CLOUD_TRAIL_ENABLED" }, InputParameters: PARAMETERS },
      ]);
      expect(redeploy("--confirm")).toEqual({ status: 0, found: [] });
    },
    TIMEOUT,
  );
});

describe("a first deployment into accounts that are minutes old", () => {
  const NEW = `
name: young
homeRegion: eu-west-1
regions: [eu-west-1]
accounts:
  management: { id: "111111111111", email: management@example.com }
  logArchive: { email: log-archive@example.com }
  audit: { email: audit@example.com }
baseline: { defaultVpcs: keep }
`;
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-young-"));
  const file = join(folder, "young.yaml");
  const command = program("cli/main.ts");
  /**
   * Everything takes so many times longer than in AWS, and the clock is moved: the machine's own time, however busy it is, makes
   * no account older than the test wants it to be.
   */
  const LONGER = 33;
  const MINUTE = 60 * LONGER;
  const OF_NEW_ACCOUNTS = [
    "a new account",
    "the role of a new account, from the account's creation",
    "the services of a new account, from the account's creation",
    "the default VPCs of a new account, from the account's creation",
  ];
  const LONG = 3_000_000;
  const STACKS = ["organization", "log-archive", "alerting", "baseline-log-archive"];
  let deployment: Deployment;
  let isOver = false;

  const howItEnds = (deploying: Promise<unknown>): Promise<string> =>
    deploying.then(
      () => "succeeded",
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  const wait = (minutes: number) => controlSimulator(deployment.env, "clock", { advance: minutes * MINUTE });
  const accountsExist = async (): Promise<void> => {
    const settings = await deployment.clients.settings(deployment.landingZone.management);
    const client = new OrganizationsClient(settings);
    for (let count = 0; count < 3 && !isOver;) {
      await setTimeout(1000);
      const { Accounts = [] } = await client.send(new ListAccountsCommand({})).catch(() => ({ Accounts: [] }));
      count = Accounts.length;
    }
  };
  const check = (account: string, ...ids: string[]) => {
    const args = ["check", "--config", file, "--account", account, "--json", "--check", ...ids];
    const { status, stderr, stdout } = command(args, { env: deployment.env });
    const { reports } = JSON.parse(stdout) as { reports: Report[] };
    return { status, stderr, found: reports.flatMap(({ differences }) => differences.map(({ what }) => what)) };
  };

  beforeAll(async () => {
    writeFileSync(file, NEW);
    const { landingZone } = loadLandingZone(file);
    deployment = await prepareDeployment(landingZone, STACKS);
  }, LONG);

  afterAll(async () => {
    isOver = true;
    await deployment.discard();
    rmSync(folder, { recursive: true });
  });

  it(
    "fails with the word what to run again, goes on where it was, and check finds what came later",
    async () => {
      await controlSimulator(deployment.env, "slowness", { on: true, factor: 1 / LONGER, only: OF_NEW_ACCOUNTS });
      const first = howItEnds(deployment.deploy());
      await Promise.race([first, accountsExist()]);
      // AWS says that they are created.
      await wait(1.1);
      expect(await first).toMatch(/Cannot\s+assume\s+IAM\s+Role[^]*run the same command again in ten minutes/);
      expect(check("log-archive", "roles")).toMatchObject({
        status: 1,
        stderr: expect.stringContaining("created minutes ago") as string,
      });

      await wait(4);
      expect(await howItEnds(deployment.deploy())).toMatch(
        /(OptInRequired|SubscriptionRequiredException|NotSignedUp)[^]*run the same command again in ten minutes/,
      );

      await wait(3);
      expect(await howItEnds(deployment.deploy())).toBe("succeeded");
      expect(check("log-archive", "flow-logs")).toEqual({ status: 0, stderr: expect.anything() as string, found: [] });

      await wait(2.1);
      expect(check("log-archive", "flow-logs")).toMatchObject({
        status: 2,
        found: [expect.stringMatching(/^vpc-\w+ has no flow log to the bucket young-flow-logs-eu-west-1$/)],
      });
      await deployment.deploy();
      await deployment.planAgain();
      const ofAccount = [
        "control-tower",
        "roles",
        "config-recorder",
        "delivery-channel",
        "flow-logs",
        "ebs-encryption",
      ];
      expect(check("log-archive", ...ofAccount)).toMatchObject({ status: 0, found: [] });
      expect(check("management", "guardrails", "control-tower")).toMatchObject({ status: 0, found: [] });
    },
    LONG,
  );
});
