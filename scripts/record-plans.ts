// npm run record-plans: writes the plans that tests of the review read, by the real Terraform, which asks nobody: `terraform_data` is of
// Terraform itself, and hashicorp/aws plans what is new without credentials. LANDING_ZONE_PROVIDER_MIRROR names where it is installed.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { format } from "prettier";
import { commandLine, runCommandLine } from "../console/command-line";
import { run } from "../console/run";
import { print } from "../console/terminal";
import { findProviderSource } from "../terraform/provider-source";
import { findTerraform } from "../terraform/terraform";

type Json = Readonly<Record<string, unknown>>;

const FOLDER = "__tests__/review/recorded";
/** What differs from one run to the next, or says where it was made. */
const UNSTABLE = /^(timestamp|terraform_version)$/;
const PASSWORD = "hunter2-of-the-fixture";

const data = (resources: Readonly<Record<string, Json>>, more: Json = {}): Json => ({
  resource: { terraform_data: resources },
  ...more,
});

const BEFORE = data(
  {
    altered: { input: { days: 365 } },
    gone: { input: "a" },
    "left-alone": { input: "a" },
    "old-name": { input: "a" },
    replaced: { input: "a", triggers_replace: "a" },
    secret: { input: { password: "${var.password}" } },
  },
  { variable: { password: { type: "string", sensitive: true, default: PASSWORD } } },
);
const AFTER = data(
  {
    altered: { input: { days: 30 } },
    "new-name": { input: "a" },
    new: { input: "${terraform_data.replaced.id}" },
    replaced: { input: "a", triggers_replace: "b" },
    secret: { input: { password: "${var.password}-changed" } },
  },
  {
    variable: { password: { type: "string", sensitive: true, default: PASSWORD } },
    moved: [{ from: "terraform_data.old-name", to: "terraform_data.new-name" }],
    removed: [{ from: "terraform_data.left-alone", lifecycle: { destroy: false } }],
  },
);
const AWS: Json = {
  terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } } },
  provider: {
    aws: {
      region: "eu-west-1",
      access_key: "none",
      secret_key: "none",
      skip_credentials_validation: true,
      skip_metadata_api_check: true,
      skip_requesting_account_id: true,
    },
  },
  resource: {
    aws_sns_topic: { alerts: { name: "alerts" } },
    aws_sns_topic_policy: {
      alerts: {
        arn: "${aws_sns_topic.alerts.arn}",
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Sid: "Everyone", Effect: "Allow", Principal: "*", Action: "sns:Publish", Resource: "*" }],
        }),
      },
    },
    aws_db_instance: {
      main: {
        allocated_storage: 10,
        engine: "mysql",
        instance_class: "db.t3.micro",
        username: "admin",
        password: PASSWORD,
      },
    },
  },
};

async function record(): Promise<void> {
  const { binary } = await findTerraform();
  const work = mkdtempSync(join(tmpdir(), "record-plans-"));
  try {
    const { env } = findProviderSource(work);
    const terraform = async (folder: string, ...args: string[]): Promise<string> => {
      const { code, output } = await run(binary, args, { cwd: folder, env: { ...process.env, ...env } });
      if (code !== 0) throw new Error(`terraform ${args.join(" ")}:\n${output}`);
      return output;
    };
    const folderOf = (name: string, configuration: Json): string => {
      const folder = join(work, name);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));
      return folder;
    };
    const plan = async (folder: string, name: string): Promise<void> => {
      await terraform(folder, "plan", "-input=false", "-out=plan");
      const output = await terraform(folder, "show", "-json", "plan");
      const json = JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1)) as Json;
      const stable = Object.fromEntries(Object.entries(json).filter(([key]) => !UNSTABLE.test(key)));
      const file = resolve(FOLDER, `${name}.json`);
      writeFileSync(file, await format(withoutIds(JSON.stringify(stable)), { parser: "json", printWidth: 120 }));
      print(`wrote ${FOLDER}/${name}.json`);
    };
    mkdirSync(FOLDER, { recursive: true });

    const builtIn = folderOf("built-in", BEFORE);
    await terraform(builtIn, "init", "-input=false");
    await plan(builtIn, "create");
    await terraform(builtIn, "apply", "-input=false", "-auto-approve");
    folderOf("built-in", AFTER);
    await plan(builtIn, "change");

    const imported = folderOf(
      "imported",
      data({ taken: { input: null } }, { import: [{ to: "terraform_data.taken", id: "an-id" }] }),
    );
    await terraform(imported, "init", "-input=false");
    await plan(imported, "import");

    const aws = folderOf("aws", AWS);
    await terraform(aws, "init", "-input=false");
    await plan(aws, "aws");
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** Ids are made anew in each run; each gets a number. */
function withoutIds(text: string): string {
  const ids = new Map<string, string>();
  return text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
    const known = ids.get(id) ?? `00000000-0000-4000-8000-${String(ids.size).padStart(12, "0")}`;
    ids.set(id, known);
    return known;
  });
}

void runCommandLine(commandLine("record-plans", "write the plans that tests of the review read").action(record));
