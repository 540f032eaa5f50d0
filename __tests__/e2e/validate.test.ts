// `terraform validate`, against the real provider's schema, for every stack of every example: also for those that no test
// deploys as they are.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { synthesize } from "../../stacks/synthesize";
import { parseLandingZone } from "../../config/load";
import { run } from "../../console/run";
import { findProviderSource } from "../../terraform/provider-source";
import { findTerraform } from "../../terraform/terraform";
import { awsEnvironment } from "../../modules";
import { FULL } from "../modules/full-uses";
import { SMALLEST } from "../modules/smallest-uses";
import { EXAMPLE_FILES } from "../support/examples";

const TIMEOUT = 1_500_000;

interface StackJson {
  readonly provider: { readonly aws: readonly { readonly alias?: string }[] };
  readonly terraform: { readonly required_providers: { readonly aws: object } };
  readonly resource?: object;
  readonly variable?: Readonly<Record<string, object>>;
}

interface Diagnostic {
  readonly detail: string;
  readonly range?: { readonly filename: string };
}

/**
 * A stack as a module without providers and without what only the root module can have, backend and imports. Most of the
 * time of `validate` goes to reading the provider's schema, and to a provider process for each configured provider.
 */
function moduleOf(stack: StackJson): object {
  const { aws } = stack.terraform.required_providers;
  const configurationAliases = aliasesOf(stack).map((alias) => `aws.${alias}`);
  return {
    ...stack,
    import: undefined,
    provider: undefined,
    terraform: { required_providers: { aws: { ...aws, configuration_aliases: configurationAliases } } },
  };
}

const aliasesOf = (stack: StackJson): string[] => stack.provider.aws.flatMap(({ alias }) => alias ?? []);

/** Something for each variable that has no default. */
function inputsOf({ variable = {} }: StackJson): Record<string, string> {
  const required = Object.entries(variable).filter(([, settings]) => !("default" in settings));
  return Object.fromEntries(required.map(([name]) => [name, "given"]));
}

/** A configuration with some stacks as its modules. */
function writeRoot(folder: string, stacks: ReadonlyMap<string, StackJson>): void {
  for (const [name, stack] of stacks) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "main.tf.json"), JSON.stringify(moduleOf(stack)));
  }
  const aliases = new Set([...stacks.values()].flatMap(aliasesOf));
  const providersOf = (stack: StackJson): Record<string, string> => ({
    aws: "aws",
    ...Object.fromEntries(aliasesOf(stack).map((alias) => [`aws.${alias}`, `aws.${alias}`])),
  });
  const root = {
    terraform: [...stacks.values()].map(({ terraform: { required_providers } }) => ({ required_providers })).at(0),
    provider: { aws: [{ region: "eu-west-1" }, ...[...aliases].map((alias) => ({ alias, region: alias }))] },
    module: Object.fromEntries(
      [...stacks].map(([name, stack]) => [
        name,
        { ...inputsOf(stack), source: `./${name}`, providers: providersOf(stack) },
      ]),
    ),
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(root));
}

/** What `terraform validate` says of a configuration, with the file that it says it of. */
async function diagnosticsOf(root: string, workFolder: string): Promise<string[]> {
  const { binary } = await findTerraform();
  const env = { ...process.env, ...findProviderSource(workFolder).env, CHECKPOINT_DISABLE: "1" };
  const init = await run(binary, ["init", "-input=false", "-no-color"], { cwd: root, env });
  expect(init).toMatchObject({ code: 0 });
  const { output } = await run(binary, ["validate", "-json"], { cwd: root, env });
  const { diagnostics } = JSON.parse(output.slice(output.indexOf("{"))) as { diagnostics: Diagnostic[] };
  return diagnostics.map(({ detail, range }) => `${range?.filename ?? ""}: ${detail}`);
}

function stacksOf(config: string, outdir: string): [name: string, stack: StackJson][] {
  const { landingZone } = parseLandingZone(readFileSync(config, "utf8"), config);
  return synthesize(landingZone, outdir).map(({ stack }) => [
    `${basename(config, ".yaml")}-${stack}`,
    JSON.parse(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8")) as StackJson,
  ]);
}

describe("terraform validate", () => {
  const workFolder = mkdtempSync(join(tmpdir(), "landing-zone-validate-"));

  afterAll(() => {
    rmSync(workFolder, { recursive: true });
  });

  it(
    "accepts every stack of every example, and finds what is wrong with another",
    async () => {
      const stacks = new Map(EXAMPLE_FILES.flatMap((config) => stacksOf(config, join(workFolder, basename(config)))));
      const [anyStack] = stacks.values();
      if (anyStack === undefined) throw new Error("there are no stacks");
      const { provider, terraform } = anyStack;
      const broken = { provider, terraform, resource: { aws_s3_bucket: { broken: { buckett: "mistyped" } } } };
      const root = join(workFolder, "root");
      mkdirSync(root);
      writeRoot(root, new Map([...stacks, ["broken", broken]]));

      expect(await diagnosticsOf(root, workFolder)).toEqual([
        expect.stringMatching(/^broken\/main\.tf\.json: No argument or block type is named "buckett"/),
      ]);
    },
    TIMEOUT,
  );
});

describe("the examples of docs/modules", () => {
  const workFolder = mkdtempSync(join(tmpdir(), "landing-zone-examples-"));

  afterAll(() => {
    rmSync(workFolder, { recursive: true });
  });

  it(
    "are what the provider takes, every smallest and every full one",
    async () => {
      const uses = Object.entries({ smallest: SMALLEST, full: FULL }).flatMap(([kind, table]) =>
        Object.entries(table).map(([name, make]) => [`${kind}-${name}`, make] as const),
      );
      const outdir = join(workFolder, "cdktf.out");
      const app = new App({ outdir });
      for (const [id, make] of uses) {
        const stack = new TerraformStack(app, id);
        awsEnvironment(stack, { accountId: "222222222222", region: "eu-west-1" });
        make(stack);
      }
      app.synth();
      const stackOf = (id: string): StackJson =>
        JSON.parse(readFileSync(join(outdir, "stacks", id, "cdk.tf.json"), "utf8")) as StackJson;
      const root = join(workFolder, "root");
      mkdirSync(root);
      writeRoot(root, new Map(uses.map(([id]) => [id, stackOf(id)])));
      expect(await diagnosticsOf(root, workFolder)).toEqual([]);
    },
    TIMEOUT,
  );
});

/** Without credentials, and without asking AWS for anything: nothing of the module is a data source. */
const OFFLINE = `provider "aws" {
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
`;

interface Plan {
  readonly planned_values: { readonly root_module: { readonly child_modules: readonly PlannedModule[] } };
}

interface PlannedModule {
  readonly address: string;
  readonly resources: readonly {
    readonly address: string;
    readonly type: string;
    readonly values: { readonly alarm_name?: string };
  }[];
}

describe("a capability as a module", () => {
  const workFolder = mkdtempSync(join(tmpdir(), "landing-zone-module-"));
  const root = join(workFolder, "root");

  afterAll(() => {
    rmSync(workFolder, { recursive: true });
  });

  it(
    "is called twice by plain Terraform, which plans each with its own inputs and refuses wrong ones",
    async () => {
      cpSync("examples/terraform-module", workFolder, { recursive: true });
      writeFileSync(join(root, "offline_override.tf"), OFFLINE);
      const { binary } = await findTerraform();
      const env = { ...process.env, ...findProviderSource(workFolder).env, CHECKPOINT_DISABLE: "1" };
      const terraform = async (...args: string[]) => await run(binary, args, { cwd: root, env });

      expect(await terraform("init", "-input=false", "-no-color")).toMatchObject({ code: 0 });
      // A plan validates, too.
      expect(await terraform("plan", "-input=false", "-no-color", "-out=plan")).toMatchObject({ code: 0 });
      const { output } = await terraform("show", "-json", "plan");
      const { planned_values: planned } = JSON.parse(output) as Plan;
      const [again, once, ...others] = planned.root_module.child_modules;
      const resourcesOf = (module?: PlannedModule): string[] =>
        module?.resources.map(({ address }) => address.slice(module.address.length)).sort() ?? [];
      expect(others).toEqual([]);
      expect(resourcesOf(once)).toContain(".aws_cloudwatch_log_metric_filter.rootLogin");
      expect(resourcesOf(again)).toEqual(resourcesOf(once));
      const names = [once, again].flatMap((module) =>
        module?.resources.flatMap(({ values }) => values.alarm_name ?? []),
      );
      expect(names).toEqual(expect.arrayContaining(["cis-rootLogin", "account-cis-rootLogin"]));
      expect(new Set(names).size).toBe(resourcesOf(once).length);

      const refused = await terraform("plan", "-input=false", "-no-color", "-var", "topic_arn=alerts");
      expect(refused.code).toBe(1);
      expect(refused.output).toContain("It is the ARN of an SNS topic");
    },
    TIMEOUT,
  );
});
