// examples/access.yaml, with Identity Center and SAML besides its IAM users: the roles of functions deployed by the real
// Terraform, and assumed by everybody who is for them, and refused to everybody who is not; permissions are enforced.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { CloudWatchClient, DeleteAlarmsCommand, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { CreateSnapshotCommand, CreateVolumeCommand, DeleteSnapshotCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GetRoleCommand, IAMClient, ListUsersCommand } from "@aws-sdk/client-iam";
import { DescribeOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { DeleteObjectCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { parse, stringify } from "yaml";
import { loadLandingZone } from "../../config/load";
import type { LandingZone } from "../../config/landing-zone";
import { run } from "../../console/run";
import { synthesize } from "../../stacks/synthesize";
import { assumeRole } from "../../terraform/account-clients";
import type { ClientSettings } from "../../terraform/account-clients";
import { prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";
import { program } from "../support/program";
import { sendingFrom, SignIn } from "../support/sign-in";
import type { User } from "../support/sign-in";
import { controlSimulator } from "../support/simulator-control";

const TIMEOUT = 1_500_000;
const NAME = "access-org";
const HOME = "eu-west-1";
const MANAGEMENT = "111111111111";
/** An address of the office that the reader's role wants, and one of elsewhere. */
const OFFICE = "203.0.113.7";
const ELSEWHERE = "198.51.100.7";
const ACCESS_STACKS = ["management", "log-archive", "audit", "shop-production", "shop-test", "identity-center"].map(
  (of) => `access-${of}`,
);
/** What writes logs, and where the break-glass role is, besides. */
const STACKS = ["organization", "log-archive", "organization-trail", "alerting", "baseline-log-archive"];
const ENTITY = "https://idp.example.com/metadata";
const GITHUB = "https://token.actions.githubusercontent.com";
const DENIED = /AccessDenied|not authorized|UnauthorizedOperation|is not allowed/i;

interface Settings {
  readonly access: { readonly people: readonly { readonly name: string; readonly functions: readonly string[] }[] };
}

describe("examples/access.yaml, entered by everybody", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-access-"));
  const file = join(folder, "landing-zone.yaml");
  const command = program("cli/main.ts");
  const users = new Map<string, User>();
  const ids = new Map<string, string>();
  let deployment: Deployment;
  let signIn: SignIn;

  const configured = (without?: string): LandingZone => {
    const example = parse(readFileSync("examples/access.yaml", "utf8")) as Settings;
    const access = {
      ...example.access,
      people: example.access.people.filter(({ name }) => name !== without),
      through: ["users", "identity-center", "saml"],
      identityCenter: { region: HOME },
      saml: { provider: "corporate", metadata: "idp-metadata.xml" },
    };
    writeFileSync(file, stringify({ ...example, access }));
    return loadLandingZone(file).landingZone;
  };
  const writeMetadata = (metadata: string) => {
    writeFileSync(join(folder, "idp-metadata.xml"), metadata);
  };

  const idOf = (slug: string) => ids.get(slug) ?? "";
  const role = (account: string, job: string) => `arn:aws:iam::${idOf(account)}:role/${NAME}-${job}`;
  const user = (name: string): User => {
    const found = users.get(name);
    if (found === undefined) throw new Error(`${name} did not sign in`);
    return found;
  };
  const administrator = async (slug: string) => {
    const account = deployment.landingZone.accounts.find((one) => one.slug === slug);
    if (account === undefined) throw new Error(`there is no account ${slug}`);
    return deployment.clients.settings(account);
  };
  const terraform = (stack: string, what: string, ...args: readonly string[]) =>
    run(deployment.terraform, [what, "-input=false", "-no-color", ...args], {
      cwd: join(deployment.outdir, "stacks", stack),
      env: deployment.env,
    });
  const bucket = `${NAME}-cloudtrail-${HOME}`;
  const s3 = (settings: ClientSettings, address?: string) =>
    sendingFrom(new S3Client({ ...settings, forcePathStyle: true }), address);
  const isDenied = (call: Promise<unknown>) => expect(call).rejects.toThrow(DENIED);

  /** Has the trail deliver an hour of two accounts, and returns the paths of their log files. */
  const deliver = async (): Promise<{ own: string; others: string }> => {
    await controlSimulator(deployment.env, "clock", { advance: 3600 });
    const { delivered } = (await controlSimulator(deployment.env, "deliver-logs", {
      trail: `arn:aws:cloudtrail:${HOME}:${MANAGEMENT}:trail/${NAME}-organization`,
      accounts: [MANAGEMENT, idOf("shop-production")],
    })) as { delivered: string[] };
    const of = (id: string) => delivered.find((path) => path.includes(`/${id}/CloudTrail/`)) ?? "";
    return { own: of(idOf("shop-production")), others: of(MANAGEMENT) };
  };

  /** Makes the groups of Identity Center, as its administrators do. */
  async function makeGroups(landingZone: LandingZone): Promise<void> {
    const ask = async (service: string, target: string, body: object): Promise<Record<string, unknown>> => {
      const response = await fetch(deployment.env.AWS_ENDPOINT_URL ?? "", {
        method: "POST",
        headers: {
          "content-type": "application/x-amz-json-1.1",
          "x-amz-target": target,
          authorization: `AWS4-HMAC-SHA256 Credential=local/20261129/${HOME}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
        },
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${target}: ${await response.text()}`);
      return (await response.json()) as Record<string, unknown>;
    };
    const { Instances } = await ask("sso", "SWBExternalService.ListInstances", {});
    const [instance] = Instances as { IdentityStoreId: string }[];
    for (const { identityCenterGroup: DisplayName } of landingZone.access?.functions ?? []) {
      const group = { IdentityStoreId: instance?.IdentityStoreId, DisplayName };
      await ask("identitystore", "AWSIdentityStore.CreateGroup", group);
    }
  }

  beforeAll(async () => {
    // Stands in for the metadata until there is an identity provider.
    writeMetadata(`<EntityDescriptor><IDPSSODescriptor></IDPSSODescriptor>${" ".repeat(1_000)}</EntityDescriptor>`);
    deployment = await prepareDeployment(configured(), [...STACKS, ...ACCESS_STACKS]);
    signIn = new SignIn(deployment);
    const issuer = await controlSimulator(deployment.env, "saml-issuer", { entityId: ENTITY });
    writeMetadata((issuer as { metadata: string }).metadata);
    await controlSimulator(deployment.env, "token-issuer", { url: GITHUB });
    const landingZone = configured();
    await makeGroups(landingZone);
    synthesize(landingZone, deployment.outdir);
    await deployment.apply();
    for (const account of deployment.landingZone.accounts) {
      ids.set(account.slug, await deployment.clients.accountId(account));
    }
    for (const name of ["alice", "bob", "carol", "frank"]) {
      users.set(name, await signIn.user(await administrator("audit"), name));
    }
    users.set("dave", await signIn.user(await administrator("audit"), "dave", false));
  }, TIMEOUT);

  afterAll(async () => {
    await deployment.discard();
    rmSync(folder, { recursive: true });
  });

  it(
    "changes nothing in a second plan",
    async () => {
      await deployment.planAgain();
    },
    TIMEOUT,
  );

  it("has its sessions ended, those of before and no others", async () => {
    const open = () => signIn.asUser(user("bob"), role("shop-test", "cloud-watch-operator"));
    const look = (session: ClientSettings) => new CloudWatchClient(session).send(new DescribeAlarmsCommand({}));
    const before = await open();
    await look(before);
    const revoke = ["access", "revoke", `${NAME}-cloud-watch-operator`, "--confirm", "--config", file];
    const { status, stdout } = command(revoke, { env: { ...deployment.env, NO_COLOR: "1" } });
    expect([status, stdout.replace(/\s+/g, " ")]).toEqual([0, expect.stringContaining("5 roles")]);
    await isDenied(look(before));
    // AWS tells of a session the second that it began in: one of the same second counts as one of before.
    await setTimeout(1_000);
    await look(await open());
  });

  describe("an IAM user", () => {
    it("reads the logs of the accounts of their function, from the office and with a code, and no others", async () => {
      const { others, own } = await deliver();
      const reader = await signIn.asUser(user("alice"), role("log-archive", "log-reader"), OFFICE);
      const { Body } = await s3(reader, OFFICE).send(new GetObjectCommand({ Bucket: bucket, Key: own }));
      expect((await Body?.transformToByteArray())?.length).toBeGreaterThan(0);
      await isDenied(s3(reader, OFFICE).send(new GetObjectCommand({ Bucket: bucket, Key: others })));
      await isDenied(s3(reader, OFFICE).send(new DeleteObjectCommand({ Bucket: bucket, Key: own })));
      await isDenied(s3(reader, ELSEWHERE).send(new GetObjectCommand({ Bucket: bucket, Key: own })));
      // Whoever administers the account of the logs cannot read them either.
      await isDenied(s3(await administrator("log-archive")).send(new GetObjectCommand({ Bucket: bucket, Key: own })));
    });

    it("gets in from nowhere else, into no other function, and never without a code", async () => {
      await isDenied(signIn.asUser(user("alice"), role("log-archive", "log-reader"), ELSEWHERE));
      await isDenied(signIn.asUser(user("alice"), role("management", "deployer")));
      const { credentials, name } = user("alice");
      await isDenied(signIn.asUser({ name, credentials }, role("log-archive", "log-reader"), OFFICE));
      await isDenied(signIn.asUser({ name, credentials }, role("audit", "cloud-watch-reader")));
    });

    it("who has no device can do nothing but set one up", async () => {
      const { credentials } = user("dave");
      await isDenied(signIn.asUser(user("dave"), role("log-archive", "key-custodian")));
      const settings = { ...(await administrator("audit")), credentials };
      await isDenied(new IAMClient(settings).send(new ListUsersCommand({})));
      await isDenied(new IAMClient(settings).send(new GetRoleCommand({ RoleName: `${NAME}-key-custodian` })));
    });

    it("who existed before and was only put into groups gets in as well", async () => {
      const auditor = await signIn.asUser(user("carol"), role("shop-test", "security-auditor"));
      await new IAMClient(auditor).send(new ListUsersCommand({}));
      await isDenied(new CloudWatchClient(auditor).send(new DeleteAlarmsCommand({ AlarmNames: ["x"] })));
    });

    it("breaks the glass, who has that function, and nobody else", async () => {
      const { breakGlass } = deployment.landingZone;
      const arn = `arn:aws:iam::${idOf("log-archive")}:role/${breakGlass.role}`;
      const emergency = await signIn.asUser(user("frank"), arn);
      await new IAMClient(emergency).send(new ListUsersCommand({}));
      await isDenied(signIn.asUser(user("bob"), arn));
      const { credentials, name } = user("frank");
      await isDenied(signIn.asUser({ name, credentials }, arn));
    });
  });

  describe("a permission set of Identity Center", () => {
    it("sees alarms, and deletes none", async () => {
      const reader = await signIn.byPermissionSet(idOf("shop-test"), `${NAME}-cloud-watch-reader`, "alice");
      await new CloudWatchClient(reader).send(new DescribeAlarmsCommand({}));
      await isDenied(new CloudWatchClient(reader).send(new DeleteAlarmsCommand({ AlarmNames: ["x"] })));
    });

    it("reads the logs of its accounts, though AWS makes up the name of its role", async () => {
      const { others, own } = await deliver();
      const reader = await signIn.byPermissionSet(idOf("log-archive"), `${NAME}-log-reader`, "alice");
      await s3(reader).send(new GetObjectCommand({ Bucket: bucket, Key: own }));
      await isDenied(s3(reader).send(new GetObjectCommand({ Bucket: bucket, Key: others })));
    });
  });

  describe("a person of the SAML provider", () => {
    const provider = () => `arn:aws:iam::${idOf("shop-production")}:saml-provider/corporate`;
    const responder = (subject: string) =>
      signIn.bySaml(
        { issuer: ENTITY, name: subject, subject },
        role("shop-production", "incident-responder"),
        provider(),
      );

    it("collects evidence, and deletes none", async () => {
      const ec2 = new EC2Client(await administrator("shop-production"));
      const { VolumeId } = await ec2.send(new CreateVolumeCommand({ AvailabilityZone: `${HOME}a`, Size: 8 }));
      const bob = new EC2Client(await responder("bob"));
      const { SnapshotId } = await bob.send(new CreateSnapshotCommand({ VolumeId }));
      await isDenied(bob.send(new DeleteSnapshotCommand({ SnapshotId })));
    });

    it("gets nothing who has another function", async () => {
      await isDenied(responder("alice"));
    });
  });

  describe("a job of a pipeline", () => {
    const claims = (sub: string, repository = "123456789", ref = "refs/heads/main") => ({
      sub,
      repository_id: repository,
      ref,
    });
    const plan = (sub: string, repository?: string) =>
      signIn.asJob(claims(sub, repository), role("management", "reviewer"));
    const apply = (sub: string, repository?: string, ref?: string) =>
      signIn.asJob(claims(sub, repository, ref), role("management", "deployer"));
    const REPOSITORY = "repo:example-org/landing-zone";

    it.each([`${REPOSITORY}:pull_request`, `${REPOSITORY}:ref:refs/heads/main`])("%s plans", async (sub) => {
      const reviewer = await plan(sub);
      await new OrganizationsClient(reviewer).send(new DescribeOrganizationCommand({}));
      const inAudit = await assumeRole(reviewer, role("audit", "reviewer"));
      await new IAMClient(inAudit).send(new GetRoleCommand({ RoleName: `${NAME}-reviewer` }));
      await isDenied(new CloudWatchClient(inAudit).send(new DeleteAlarmsCommand({ AlarmNames: ["x"] })));
      await isDenied(apply(sub));
    });

    it("of the protected environment deploys, and does so by the deployment roles alone", async () => {
      const deployer = await apply(`${REPOSITORY}:environment:production`);
      const { deployment: how } = deployment.landingZone;
      const arn = `arn:aws:iam::${idOf("audit")}:role/${how.role}`;
      const { Arn } = await new STSClient(await assumeRole(deployer, arn)).send(new GetCallerIdentityCommand({}));
      expect(Arn).toContain(idOf("audit"));
      await isDenied(new IAMClient(deployer).send(new ListUsersCommand({})));
      await isDenied(assumeRole(deployer, role("log-archive", "log-reader")));
    });

    it("whose repository sends its numbers does the same", async () => {
      const numbered = "repo:example-org@1234567/landing-zone@123456789";
      await plan(`${numbered}:pull_request`);
      await apply(`${numbered}:environment:production`);
      await isDenied(apply(`${numbered}:environment:production`, undefined, "refs/pull/12/merge"));
    });

    it.each([
      ["another branch", `${REPOSITORY}:ref:refs/heads/feature`, "123456789"],
      ["another environment", `${REPOSITORY}:environment:staging`, "123456789"],
      ["a fork", "repo:mallory/landing-zone:pull_request", "987654321"],
      ["a repository that took the names of one that is gone", `${REPOSITORY}:environment:production`, "987654321"],
    ])("of %s gets nothing", async (_, sub, repository) => {
      await isDenied(plan(sub, repository));
      await isDenied(apply(sub, repository));
    });
  });

  describe("a person who is taken out of the file", () => {
    interface Change {
      readonly address: string;
      readonly change: { readonly actions: readonly string[] };
    }

    /** What would change in a stack, by address. */
    async function planned(stack: string): Promise<string[]> {
      const plan = await terraform(stack, "plan", "-out=removal.tfplan");
      if (plan.code !== 0) throw new Error(plan.output);
      const { output } = await run(deployment.terraform, ["show", "-json", "removal.tfplan"], {
        cwd: join(deployment.outdir, "stacks", stack),
        env: deployment.env,
      });
      const { resource_changes: changes } = JSON.parse(output) as { resource_changes: Change[] };
      return changes
        .filter(({ change }) => change.actions.join() !== "no-op")
        .map(({ address, change }) => `${change.actions.join("+")} ${address.replace(/_[0-9A-F]{8}$/, "")}`)
        .sort();
    }

    it(
      "is in no plan but by name and in the trust of their roles, and gets nothing after it",
      async () => {
        const landingZone = configured("alice");
        synthesize(landingZone, deployment.outdir);
        const found: Record<string, string[]> = {};
        for (const stack of ACCESS_STACKS) found[stack] = await planned(stack);
        const reader = "update aws_iam_role.role-cloudWatchReader";
        expect(found).toEqual({
          "access-management": [reader],
          "access-log-archive": [reader, "update aws_iam_role.role-logReader"],
          "access-audit": [
            "delete aws_iam_user.person-alice_user",
            "delete aws_iam_user_group_membership.person-alice_membership",
            reader,
          ].sort(),
          "access-shop-production": [reader],
          "access-shop-test": [reader],
          "access-identity-center": [],
        });
        for (const stack of ACCESS_STACKS) {
          const { code, output } = await terraform(stack, "apply", "removal.tfplan");
          if (code !== 0) throw new Error(output);
        }
        await expect(signIn.asUser(user("alice"), role("audit", "cloud-watch-reader"))).rejects.toThrow(
          /security token included in the request is invalid/,
        );
        await signIn.asUser(user("bob"), role("audit", "cloud-watch-operator"));
        await deployment.planAgain(ACCESS_STACKS);
      },
      TIMEOUT,
    );
  });
});
