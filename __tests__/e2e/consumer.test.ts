// Another organization's project, as docs/modules.md tells to make it: it installs the packed package, type-checks and synthesizes
// its three accounts, and deploys them; nothing is left to change then.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { parseLandingZone } from "../../config/load";
import { run } from "../../console/run";
import { expectEmptyPlans } from "../../cli/local/second-plan";
import { startSimulator } from "../../simulator/start";
import type { Simulator } from "../../simulator/start";
import { findProviderSource } from "../../terraform/provider-source";
import { findTerraform } from "../../terraform/terraform";
import { applyStacks } from "../support/apply-stacks";
import { startLocalRegistry } from "../support/local-registry";
import { packPackage } from "../support/packed-package";
import { Template } from "../support/terraform";

const TIMEOUT = 900_000;
/** What `cdktf init --template=typescript` writes: modules found as Node.js 10 found them, without `exports`. */
const TEMPLATE = "node_modules/cdktf-cli/bundle/templates/typescript/tsconfig.json";
/** The role that the example's guardrails let change what they guard. */
const DEPLOYMENT_ROLE = "deployment";
const ACCOUNTS = { management: "111111111111", logs: "222222222222", shop: "333333333333" } as const;

/** The organization is there before, and nothing of this project is in it. */
const ORGANIZATION = parseLandingZone(
  [
    "name: consumer",
    "homeRegion: eu-west-1",
    "regions: [eu-west-1]",
    `deployment: { role: ${DEPLOYMENT_ROLE} }`,
    "organization: { id: o-exampleorgid, trustedServices: [], policyTypes: [] }",
    "accounts:",
    `  management: { id: "${ACCOUNTS.management}", email: management@example.com }`,
    `  logArchive: { id: "${ACCOUNTS.logs}", email: logs@example.com }`,
    `  audit: { id: "${ACCOUNTS.shop}", email: shop@example.com }`,
  ].join("\n"),
  "consumer.yaml",
).landingZone;
const EXISTING = {
  // Its id says which the root is: that of the example.
  organizationalUnits: [{ id: "ou-ab12-11111111", name: "Workloads" }],
  policyTypes: ["SERVICE_CONTROL_POLICY"],
  trustedServices: ["cloudtrail.amazonaws.com"],
};

describe("a project that uses the package", () => {
  const workFolder = mkdtempSync(join(tmpdir(), "landing-zone-consumer-"));
  const project = join(workFolder, "project");
  const outdir = join(project, "cdktf.out");
  const stacks = Object.keys(ACCOUNTS);
  let simulator: Simulator | undefined;

  afterAll(async () => {
    await simulator?.stop();
    rmSync(workFolder, { recursive: true });
  });

  async function inProject(program: string, ...args: string[]): Promise<void> {
    const { code, output } = await run(program, args, { cwd: project });
    if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}:\n\n${output}`);
  }

  it(
    "installs it by the command of docs/modules.md",
    async () => {
      cpSync("examples/reuse-modules", project, { recursive: true });
      const { tarball } = packPackage(workFolder);
      const [, packages = ""] = /^npm install \S+\.tgz (.*)$/m.exec(readFileSync("docs/modules.md", "utf8")) ?? [];
      const registry = await startLocalRegistry();
      try {
        const quietly = ["--no-audit", "--no-fund", "--no-update-notifier"];
        const here = ["--registry", registry.url, "--cache", join(workFolder, "npm-cache")];
        await inProject("npm", "install", tarball, ...packages.split(" "), ...here, ...quietly);
      } finally {
        await registry.stop();
      }
      expect(readdirSync(join(project, "node_modules"))).toEqual(
        expect.arrayContaining(["cdktf", "cdktf-landing-zone", "constructs", "zod"]),
      );
    },
    TIMEOUT,
  );

  it(
    "type-checks, with the settings of cdktf's own template as well, and so does every example of the pages",
    async () => {
      const examples = writeExamples(join(project, "pages"));
      expect(examples).toBeGreaterThan(0);
      writeFileSync(join(project, "tsconfig.template.json"), readFileSync(TEMPLATE));
      await inProject("npx", "--no-install", "tsc", "--noEmit");
      await inProject("npx", "--no-install", "tsc", "--noEmit", "-p", "tsconfig.template.json");
      rmSync(join(project, "pages"), { recursive: true });
    },
    TIMEOUT,
  );

  it(
    "synthesizes its stacks, with neither warnings nor this project's names",
    async () => {
      await inProject("npm", "run", "synth");
      const resources = stacks.flatMap((stack) => templateOf(stack).addresses);
      expect(readdirSync(join(outdir, "stacks")).sort()).toEqual([...stacks].sort());
      expect(resources.length).toBeGreaterThan(100);
    },
    TIMEOUT,
  );

  it(
    "deploys them in three accounts, and nothing is left to change",
    async () => {
      simulator = await startSimulator({
        landingZone: ORGANIZATION,
        existing: EXISTING,
        workFolder,
        onProgress: () => undefined,
      });
      const { binary: terraform } = await findTerraform();
      const env = { ...simulator.env, ...findProviderSource(workFolder).env, CHECKPOINT_DISABLE: "1" };
      const credentials = new Map<string, NodeJS.ProcessEnv>([["management", env]]);
      for (const stack of ["logs", "shop"] as const) {
        credentials.set(stack, { ...env, ...(await credentialsOf(ACCOUNTS[stack], simulator)) });
      }
      const envOf = (stack: string): NodeJS.ProcessEnv => credentials.get(stack) ?? {};
      await applyStacks({ outdir, stacks, terraform, envOf, parallelism: 2 });
      await Promise.all(
        stacks.map((stack) =>
          expectEmptyPlans({
            outdir,
            stacks: [stack],
            env: envOf(stack),
            terraform,
            parallelism: 1,
            onPlanned: () => undefined,
          }),
        ),
      );
      expect(readFileSync(simulator.log, "utf8")).toBe("");
    },
    TIMEOUT,
  );

  function templateOf(stack: string): Template {
    return new Template(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8"));
  }
});

/** Every example of the pages as a file of its own, with the stack that they speak of; how many there are. */
function writeExamples(folder: string): number {
  mkdirSync(folder);
  const files = ["docs/modules.md", ...readdirSync("docs/modules").map((page) => join("docs/modules", page))];
  const pages = files.map((page) => readFileSync(page, "utf8"));
  const examples = pages.flatMap((page) => page.match(/(?<=^```ts\n)import [^]*?(?=^```)/gm) ?? []);
  const stack = 'import type { TerraformStack as Stack } from "cdktf";\ndeclare const stack: Stack;\n';
  for (const [index, example] of examples.entries()) {
    writeFileSync(join(folder, `example-${index}.ts`), (example.includes("const stack") ? "" : stack) + example);
  }
  return examples.length;
}

/** Those of the deployment role of an account. */
async function credentialsOf(account: string, { credentials, endpoint }: Simulator): Promise<NodeJS.ProcessEnv> {
  const client = new STSClient({ credentials, endpoint, region: "eu-west-1" });
  const { Credentials } = await client.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${account}:role/${DEPLOYMENT_ROLE}`,
      RoleSessionName: "consumer",
    }),
  );
  return {
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey,
    AWS_SESSION_TOKEN: Credentials?.SessionToken,
  };
}
