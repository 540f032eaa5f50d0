// What the conditions of the stack key-store do, asked of Terraform itself with the schema of the real provider, whose answers
// are made up: which plans are refused, and which later ones are not. And an external key store, deployed.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import {
  DescribeCustomKeyStoresCommand,
  DescribeKeyCommand,
  DisconnectCustomKeyStoreCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { stringify } from "yaml";
import { loadLandingZone } from "../../config/load";
import type { LandingZone } from "../../config/landing-zone";
import { run } from "../../console/run";
import { synthesize } from "../../stacks/synthesize";
import { findProviderSource } from "../../terraform/provider-source";
import { planStack } from "../../terraform/plan-stack";
import { findTerraform } from "../../terraform/terraform";
import { terraformEnvironment } from "../../terraform/terraform-environment";
import { prepareDeployment } from "../support/deployment";
import type { Deployment } from "../support/deployment";
import { readExample } from "../support/examples";
import { existingLandingZone, synthesizeStack } from "../support/landing-zones";
import { program } from "../support/program";
import { controlSimulator } from "../support/simulator-control";

const TIMEOUT = 900_000;

const CLOUDHSM = "type: cloudhsm, trustAnchor: examples/customerCA.crt, availabilityZones: [eu-west-1a, eu-west-1b]";
const STACKS: Readonly<Record<string, string>> = {
  cluster: `${CLOUDHSM}, phase: cluster`,
  store: `${CLOUDHSM}, phase: store`,
  active: `${CLOUDHSM}, phase: active`,
  external:
    "type: external, phase: active, connectivity: public-endpoint, endpoint: https://xks.example.com, keyId: logs",
};

/** A stack as a module whose provider is made up, and which the test may take down. */
function moduleOf(keyStore: string): object {
  const stack = synthesizeStack(existingLandingZone(`keyStore: { ${keyStore} }`), "key-store").json;
  const withoutProviders = JSON.stringify({ ...stack, "//": undefined, provider: undefined })
    .replaceAll('"provider":"aws",', "")
    .replaceAll('"prevent_destroy":true', '"prevent_destroy":false');
  const { terraform, ...others } = JSON.parse(withoutProviders) as typeof stack;
  return { ...others, terraform: { required_providers: terraform.required_providers } };
}

/** A provider that answers with a cluster in a state, zones that have CloudHSM, and a key store that is connected or not. */
function provider(alias: string, clusterState: string, connection: string, ...zones: string[]): string {
  return `
mock_provider "aws" {
  alias = "${alias}"
  mock_data "aws_vpc_endpoint_service" {
    defaults = { availability_zones = ${JSON.stringify(zones)} }
  }
  mock_data "aws_kms_custom_key_store" {
    defaults = { connection_state = "${connection}", id = "cks-1234567890abcdef0" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::222222222222:role/probe" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-west-1:222222222222:function:probe" }
  }
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:eu-west-1:222222222222:rule/probe" }
  }
  mock_resource "aws_cloudhsm_v2_cluster" {
    defaults = { cluster_state = "${clusterState}", cluster_id = "cluster-abcdefghijk" }
  }
}`;
}

interface Run {
  readonly stack: keyof typeof STACKS;
  readonly alias: string;
  /** What is deployed one after the other. */
  readonly state: string;
  /** Addresses whose conditions refuse it; absent: it is deployed. */
  readonly refusedBy?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** What has to be so afterwards. */
  readonly so?: string;
}

function runBlock(name: string, { alias, refusedBy, so, stack, state, variables = {} }: Run): string {
  return `
run "${name}" {
  command   = ${refusedBy === undefined ? "apply" : "plan"}
  state_key = "${state}"
  providers = { aws = aws.${alias} }
  module {
    source = "./${stack}"
  }
  variables {
    ${Object.entries(variables)
      .map(([key, value]) => `${key} = "${value}"`)
      .join("\n    ")}
  }
  ${refusedBy === undefined ? "" : `expect_failures = [${refusedBy}]`}
  ${so === undefined ? "" : `assert {\n    condition = ${so}\n    error_message = "it is not so"\n  }`}
}`;
}

const PASSWORD = { key_store_password: "secret1234" };
const CREDENTIAL = {
  xks_proxy_access_key_id: "ABCDEFGHIJKLMNOPQRST",
  xks_proxy_secret_access_key: "abcdefghijklmnopqrstuvwxyz0123456789abcdefg",
};
const KEPT = 'aws_kms_custom_key_store.key-store.key_store_password == "secret1234"';
const [, SECOND_HSM = ""] = Object.keys(
  synthesizeStack(existingLandingZone(`keyStore: { ${STACKS.store ?? ""} }`), "key-store").json.resource
    ?.aws_cloudhsm_v2_hsm ?? {},
);

/** In this order. */
const RUNS: Readonly<Record<string, Run>> = {
  zone_without_cloudhsm: {
    stack: "cluster",
    alias: "elsewhere",
    state: "none",
    refusedBy: "aws_cloudhsm_v2_cluster.cluster",
  },
  first_hsm: { stack: "cluster", alias: "fresh", state: "fresh" },
  second_hsm_before_activation: {
    stack: "store",
    alias: "fresh",
    state: "fresh",
    variables: PASSWORD,
    refusedBy: `aws_cloudhsm_v2_hsm.${SECOND_HSM}`,
  },
  store_without_password: {
    stack: "store",
    alias: "disconnected",
    state: "without",
    refusedBy: "aws_kms_custom_key_store.key-store",
  },
  store: { stack: "store", alias: "disconnected", state: "main", variables: PASSWORD },
  store_again_without_password: { stack: "store", alias: "disconnected", state: "main", so: KEPT },
  store_again_with_another: {
    stack: "store",
    alias: "disconnected",
    state: "main",
    so: KEPT,
    variables: { key_store_password: "another12345" },
  },
  key_before_connection: {
    stack: "active",
    alias: "disconnected",
    state: "main",
    refusedBy: "aws_kms_key.log-key",
  },
  key: { stack: "active", alias: "connected", state: "main" },
  disconnected_later: {
    stack: "active",
    alias: "disconnected",
    state: "main",
    so: 'aws_kms_key.log-key.custom_key_store_id == "cks-1234567890abcdef0"',
  },
  external_without_credential: {
    stack: "external",
    alias: "connected",
    state: "outside",
    refusedBy: "aws_kms_custom_key_store.key-store",
  },
  external: { stack: "external", alias: "connected", state: "external", variables: CREDENTIAL },
  external_again: { stack: "external", alias: "disconnected", state: "external" },
};

describe("a deployment of the key store", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-key-store-"));
  let output = "";

  beforeAll(async () => {
    for (const [name, keyStore] of Object.entries(STACKS)) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "main.tf.json"), JSON.stringify(moduleOf(keyStore)));
    }
    writeFileSync(join(folder, "main.tf.json"), "{}");
    const zones = ["eu-west-1a", "eu-west-1b"];
    const providers = [
      provider("elsewhere", "UNINITIALIZED", "DISCONNECTED", "eu-west-1a", "eu-west-1c"),
      provider("fresh", "UNINITIALIZED", "DISCONNECTED", ...zones),
      provider("disconnected", "ACTIVE", "DISCONNECTED", ...zones),
      provider("connected", "ACTIVE", "CONNECTED", ...zones),
    ];
    const runs = Object.entries(RUNS).map(([name, what]) => runBlock(name, what));
    writeFileSync(join(folder, "phases.tftest.hcl"), [...providers, ...runs].join("\n"));
    const { binary } = await findTerraform();
    const env = terraformEnvironment(findProviderSource(folder));
    const terraform = (...args: string[]) => run(binary, [...args, "-no-color"], { cwd: folder, env });
    output = (await terraform("init", "-input=false")).output;
    output += (await terraform("test")).output;
  }, TIMEOUT);

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(
    Object.entries(RUNS).map(([name, { refusedBy }]) => [refusedBy === undefined ? "is done" : "is refused", name]),
  )("%s: %s", (_, name) => {
    expect(output).toContain(`run "${name}"... pass`);
  });
});

describe("an external key store, deployed", () => {
  const STACKS = ["organization", "key-store", "log-archive", "organization-trail"];
  const HOME = "eu-west-1";
  const NAME = "xks-org";
  const ENDPOINT = "https://xks.example.com";
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-xks-"));
  const file = join(folder, "landing-zone.yaml");
  const command = program("cli/main.ts");
  let deployment: Deployment;
  let archive: { region: string };

  const inPhase = (phase: string): LandingZone => {
    const keyStore = { type: "external", phase, connectivity: "public-endpoint", endpoint: ENDPOINT, keyId: "logs" };
    const sections = { ...readExample("cloudhsm"), name: NAME, archive: { encryption: "external" }, keyStore };
    writeFileSync(file, stringify(sections));
    return loadLandingZone(file).landingZone;
  };

  const terraform = (stack: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    run(deployment.terraform, [...args, "-input=false", "-no-color"], {
      cwd: join(deployment.outdir, "stacks", stack),
      env: { ...deployment.env, ...env },
    });
  const apply = async (stack: string, env?: NodeJS.ProcessEnv): Promise<void> => {
    await terraform(stack, ["init"]);
    const { code, output } = await terraform(stack, ["apply", "-auto-approve"], env);
    if (code !== 0) throw new Error(`terraform apply of ${stack} ended with ${code}:\n${output}`);
  };
  const hsm = (...args: string[]) =>
    command(["hsm", ...args, "--config", file], { env: { ...deployment.env, NO_COLOR: "1" } });

  const proxy = async (fault: string | null): Promise<void> => {
    const account = await deployment.clients.accountId(deployment.landingZone.logArchive);
    await controlSimulator(deployment.env, "xks-fault", { account, region: HOME, endpoint: ENDPOINT, fault });
  };
  const deliver = async () => {
    await controlSimulator(deployment.env, "clock", { advance: 3600 });
    const { management } = deployment.landingZone;
    return (await controlSimulator(deployment.env, "deliver-logs", {
      trail: `arn:aws:cloudtrail:${HOME}:${management.id}:trail/${NAME}-organization`,
      accounts: [management.id],
    })) as { delivered: string[]; undelivered: { reason: string }[] };
  };
  const read = (Key: string) =>
    new S3Client({ ...archive, forcePathStyle: true }).send(
      new GetObjectCommand({ Bucket: `${NAME}-cloudtrail-${HOME}`, Key }),
    );
  /** What the probe published last of the key store, after it has run. */
  const published = async (): Promise<number | undefined> => {
    await controlSimulator(deployment.env, "clock", { advance: 300 });
    const { now } = (await controlSimulator(deployment.env, "idle", {})) as { now: string };
    const { Datapoints = [] } = await new CloudWatchClient(archive).send(
      new GetMetricStatisticsCommand({
        Namespace: `${NAME}/CloudHSM`,
        MetricName: "KeyStoreConnected",
        Period: 60,
        Statistics: ["Minimum"],
        StartTime: new Date(Date.parse(now) - 3_600_000),
        EndTime: new Date(Date.parse(now) + 3_600_000),
      }),
    );
    return Datapoints.sort((a, b) => Number(a.Timestamp) - Number(b.Timestamp)).at(-1)?.Minimum;
  };

  beforeAll(async () => {
    deployment = await prepareDeployment(inPhase("store"), STACKS);
    await apply("organization");
    await apply("key-store", {
      TF_VAR_xks_proxy_access_key_id: CREDENTIAL.xks_proxy_access_key_id,
      TF_VAR_xks_proxy_secret_access_key: CREDENTIAL.xks_proxy_secret_access_key,
    });
    archive = await deployment.clients.settings(deployment.landingZone.logArchive);
  }, TIMEOUT);

  afterAll(async () => {
    await deployment.discard();
    rmSync(folder, { recursive: true });
  });

  let written = "";

  it(
    "begins with a store, and encrypts the logs with the external key once it is connected",
    async () => {
      expect(await terraform("key-store", ["plan", "-detailed-exitcode"])).toMatchObject({ code: 0 });
      expect(await published()).toBe(0);
      expect(hsm("connect")).toMatchObject({ status: 0 });
      synthesize(inPhase("active"), deployment.outdir);
      for (const stack of STACKS.slice(1)) await apply(stack);
      await deployment.planAgain();

      const { delivered, undelivered } = await deliver();
      expect(undelivered).toEqual([]);
      written = delivered.find((path) => path.includes("/CloudTrail/")) ?? "";
      const { KeyMetadata } = await new KMSClient(archive).send(
        new DescribeKeyCommand({ KeyId: `alias/${NAME}-key-store-logs` }),
      );
      expect(KeyMetadata).toMatchObject({ Origin: "EXTERNAL_KEY_STORE", XksKeyConfiguration: { Id: "logs" } });
      expect(await read(written)).toMatchObject({ SSEKMSKeyId: KeyMetadata?.Arn });
      expect(await published()).toBe(1);
    },
    TIMEOUT,
  );

  it(
    "is of no use without its proxy: S3 refuses what KMS refuses, and the probe tells of it",
    async () => {
      await proxy("timed-out");
      await expect(read(written)).rejects.toThrow("XKS_PROXY_TIMED_OUT");
      expect((await deliver()).undelivered).toEqual([
        expect.objectContaining({ reason: "KMS.KMSInvalidStateException" }),
      ]);

      const kms = new KMSClient(archive);
      const { CustomKeyStores = [] } = await kms.send(new DescribeCustomKeyStoresCommand({}));
      const [{ CustomKeyStoreId } = {}] = CustomKeyStores;
      await kms.send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }));
      const { status, stderr } = hsm("connect");
      expect(status).not.toBe(0);
      expect(stderr).toContain("XKS_PROXY_TIMED_OUT");
      expect(await published()).toBe(0);

      await proxy(null);
      expect(hsm("connect", "--reconnect")).toMatchObject({ status: 0 });
      expect(await published()).toBe(1);
      expect((await deliver()).undelivered).toEqual([]);
      expect(await read(written)).toHaveProperty("Body");
    },
    TIMEOUT,
  );

  it(
    "does not lose its key to an earlier phase",
    async () => {
      synthesize(inPhase("store"), deployment.outdir);
      const { env, outdir, terraform: binary } = deployment;
      const planner = {
        outdir,
        env,
        terraform: binary,
        planFolder: folder,
        inTurn: <Result>(work: () => Promise<Result>) => work(),
      };
      expect(await planStack("key-store", planner)).toEqual({
        kind: "failed",
        problems: [
          expect.stringMatching(/^aws_kms_key\.log-key was made for .*keyStore\.phase, which does not go back/s),
        ],
      });
    },
    TIMEOUT,
  );
});
