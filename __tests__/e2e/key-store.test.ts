// What the conditions of the stack key-store do, asked of Terraform itself with the schema of the real provider, whose answers
// are made up: which plans are refused, and which later ones are not.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../console/run";
import { findProviderSource } from "../../terraform/provider-source";
import { findTerraform } from "../../terraform/terraform";
import { terraformEnvironment } from "../../terraform/terraform-environment";
import { existingLandingZone, synthesizeStack } from "../support/landing-zones";

const TIMEOUT = 600_000;

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
