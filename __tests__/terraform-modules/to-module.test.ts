import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { callersEnvironment } from "../../terraform-modules/callers-environment";
import { NotAModule } from "../../terraform-modules/module-problems";
import type { SynthesizedStack } from "../../terraform-modules/synthesized-stack";
import { toModule } from "../../terraform-modules/to-module";
import type { ModuleOptions } from "../../terraform-modules/to-module";

const NAME = { name: "queue" };

/** What cdktf writes for a stack. */
function synthesized(fill: (stack: TerraformStack) => void): SynthesizedStack {
  const outdir = mkdtempSync(join(tmpdir(), "landing-zone-to-module-"));
  const app = new App({ outdir });
  fill(new TerraformStack(app, "stack"));
  app.synth();
  const json = readFileSync(join(outdir, "stacks", "stack", "cdk.tf.json"), "utf8");
  rmSync(outdir, { recursive: true });
  return JSON.parse(json) as SynthesizedStack;
}

/** A queue in each of two regions. */
const QUEUES = synthesized((stack) => {
  const provider = new AwsProvider(stack, "aws", { region: "eu-west-1", allowedAccountIds: ["123456789012"] });
  const elsewhere = new AwsProvider(stack, "elsewhere", { alias: "us-east-1", region: "us-east-1" });
  const name = new TerraformVariable(stack, "queue-name", { type: "string", description: "Name of the | queues." });
  const delay = new TerraformVariable(stack, "delay", { type: "number", description: "Seconds.", default: 5 });
  const queue = new SqsQueue(stack, "queue", {
    provider,
    name: name.stringValue,
    delaySeconds: delay.numberValue,
    tags: { "//": "is no comment here" },
  });
  new SqsQueue(stack, "other", { provider: elsewhere, name: name.stringValue });
  new TerraformOutput(stack, "arn", { value: queue.arn, description: "ARN of the queue.", sensitive: true });
});

function filesOf(stack: SynthesizedStack, options: ModuleOptions = NAME): Record<string, object> {
  const json = [...toModule(stack, options).files].filter(([file]) => file.endsWith(".json"));
  return Object.fromEntries(json.map(([file, text]) => [file, JSON.parse(text) as object]));
}

function problemsOf(stack: SynthesizedStack, options: ModuleOptions = NAME): readonly string[] {
  try {
    toModule(stack, options);
    return [];
  } catch (error) {
    if (error instanceof NotAModule) return error.problems;
    throw error;
  }
}

describe("a stack as a module", () => {
  it("has the stack's resources under their addresses, without what cdktf remembers", () => {
    expect(filesOf(QUEUES)["main.tf.json"]).toMatchObject({
      resource: {
        aws_sqs_queue: {
          other: { name: "${var.queue-name}", provider: "aws.us-east-1" },
          queue: {
            name: "${var.queue-name}",
            delay_seconds: "${var.delay}",
            provider: "aws",
            tags: { "//": "is no comment here" },
          },
        },
      },
    });
    expect(JSON.stringify(filesOf(QUEUES))).not.toMatch(/metadata|uniqueId/);
  });

  it("leaves backends and configurations of providers to its callers, and names the providers that it needs", () => {
    const files = filesOf(QUEUES);
    expect(JSON.stringify(files)).not.toMatch(/backend|allowed_account_ids|"provider":\{|tfstate/);
    expect(files["versions.tf.json"]).toMatchObject({
      terraform: {
        required_version: ">= 1.10",
        required_providers: {
          aws: {
            source: "hashicorp/aws",
            version: ">= 5.100.0, < 6.0.0",
            configuration_aliases: ["aws.us-east-1"],
          },
        },
      },
    });
  });

  it("has other versions when it is told so, or when the stack says so", () => {
    const stack = { ...QUEUES, terraform: { ...QUEUES.terraform, required_version: "~> 1.11" } };
    expect(filesOf(stack, { ...NAME, providerVersions: { aws: "~> 5.90" } })["versions.tf.json"]).toMatchObject({
      terraform: { required_version: "~> 1.11", required_providers: { aws: { version: "~> 5.90" } } },
    });
    expect(filesOf(stack, { ...NAME, terraformVersion: ">= 1.12" })["versions.tf.json"]).toMatchObject({
      terraform: { required_version: ">= 1.12" },
    });
  });

  it("shows in its README how it is called, and what it takes and gives", () => {
    const readme = toModule(QUEUES, { ...NAME, description: "Two queues." }).files.get("README.md");
    expect(readme).toContain("# queue\n\nTwo queues.\n");
    expect(readme).toContain(
      [
        'module "queue" {',
        '  source = "./queue"',
        "",
        "  queue-name = var.queue-name",
        "",
        "  providers = {",
        "    aws = aws",
        "    aws.us-east-1 = aws.us-east-1",
        "  }",
        "}",
      ].join("\n"),
    );
    expect(readme).toContain("| `queue-name` | `string` | required | Name of the \\| queues. |");
    expect(readme).toContain("| `delay` | `number` | `5` | Seconds. |");
    expect(readme).toContain("| `arn` | ARN of the queue. (sensitive) |");
  });

  it("leaves out what other stacks of the same program read", () => {
    const output = { ...QUEUES.output, "cross-stack-output-aws_sqs_queuequeuearn": { value: "" } };
    expect(filesOf({ ...QUEUES, output })["outputs.tf.json"]).toEqual(filesOf(QUEUES)["outputs.tf.json"]);
  });

  it("says where it is made for one account or region", () => {
    const stack = synthesized((scope) => {
      const provider = new AwsProvider(scope, "aws", { region: "eu-west-1" });
      new SqsQueue(scope, "fixed", { provider, policy: "arn:aws:sqs:eu-west-1:123456789012:x" });
      new SqsQueue(scope, "free", { provider, name: "queue-of-1234567890123" });
    });
    expect(toModule(stack, NAME).fixed).toEqual([
      "aws_sqs_queue.fixed: account 123456789012",
      "aws_sqs_queue.fixed: region eu-west-1",
    ]);
  });

  it("asks its caller for account, region and partition, once, where something needs them", () => {
    const stack = synthesized((scope) => {
      const provider = new AwsProvider(scope, "aws", { region: "eu-west-1" });
      const environment = callersEnvironment(scope, provider);
      const elsewhere = callersEnvironment(
        scope,
        new AwsProvider(scope, "elsewhere", { alias: "us-east-1", region: "us-east-1" }),
      );
      const arn = `arn:${environment.partition}:sqs:${elsewhere.region}:${environment.accountId}:x`;
      new SqsQueue(scope, "queue", { provider, policy: `${arn} ${environment.accountId}` });
    });
    expect(toModule(stack, NAME).fixed).toEqual([]);
    expect(filesOf(stack)["main.tf.json"]).toMatchObject({
      data: {
        aws_caller_identity: { caller: { provider: "aws" } },
        aws_partition: { partition: { provider: "aws" } },
        aws_region: { "region-us-east-1": { provider: "aws.us-east-1" } },
      },
    });
    expect(JSON.stringify(filesOf(stack))).toContain("${data.aws_region.region-us-east-1.name}");
    expect(filesOf(QUEUES)["main.tf.json"]).not.toHaveProperty("data");
  });
});

describe("a stack that cannot be a module", () => {
  const lambda = { aws_lambda_function: { f: { filename: "assets/f/3A/archive.zip" } } };
  it.each<[what: string, stack: SynthesizedStack, problem: RegExp]>([
    ["adopts", { ...QUEUES, import: [{ to: "aws_sqs_queue.queue", id: "x" }] }, /^import: .*root module only/],
    ["has another section", { ...QUEUES, check: {} }, /^check: a module has none/],
    ["has another setting", { ...QUEUES, terraform: { experiments: ["x"] } }, /^terraform\.experiments: /],
    [
      "reads another stack",
      { ...QUEUES, data: { terraform_remote_state: { "cross-stack-reference-input-trail": { backend: "s3" } } } },
      /^data\.terraform_remote_state\.cross-stack-reference-input-trail: .*TerraformVariable/,
    ],
    [
      "reads a file of the stack's",
      { ...QUEUES, resource: { ...QUEUES.resource, ...lambda } },
      /^aws_lambda_function\.f: it reads a file of assets\//,
    ],
    [
      "has an undescribed input",
      { ...QUEUES, variable: { ...QUEUES.variable, delay: { type: "number" } } },
      /^variable\.delay: it has no description/,
    ],
    [
      "has an input without type",
      { ...QUEUES, variable: { ...QUEUES.variable, delay: { description: "Seconds." } } },
      /^variable\.delay: it has no type/,
    ],
    [
      "has an input that decides nothing",
      { ...QUEUES, variable: { ...QUEUES.variable, queue: { type: "string", description: "x" } } },
      /^variable\.queue: nothing uses it/,
    ],
    [
      "has an input that only its provider uses",
      {
        ...QUEUES,
        provider: { aws: [{ region: "${var.region}" }] },
        variable: { ...QUEUES.variable, region: { type: "string", description: "x" } },
      },
      /^variable\.region: only a provider uses it/,
    ],
    [
      "has an undescribed output",
      { ...QUEUES, output: { arn: { value: "x" } } },
      /^output\.arn: it has no description/,
    ],
    ["makes nothing", { terraform: QUEUES.terraform }, /^it has neither a resource nor a data source/],
  ])("is refused when it %s", (_, stack, problem) => {
    expect(problemsOf(stack)).toEqual([expect.stringMatching(problem)]);
  });

  it.each<[string, ModuleOptions, RegExp]>([
    ["names", { name: "two words" }, /^name: "two words" is none/],
    ["providers", { ...NAME, providerVersions: { awss: "1.0.0" } }, /^providerVersions\.awss: the stack has aws$/],
  ])("is refused for wrong %s", (_, options, problem) => {
    expect(problemsOf(QUEUES, options)).toEqual([expect.stringMatching(problem)]);
  });

  it("is refused with all reasons at once", () => {
    expect(() => toModule({ ...QUEUES, check: {}, output: { arn: { value: "x" } } }, NAME)).toThrow(
      /^The stack queue cannot be a Terraform module:\n- check: .*\n- output\.arn: /,
    );
  });
});
