import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CloudWatchLogsClient, DeleteLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { ListTopicsCommand, SetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { loadLandingZone } from "../../config/load";
import { run } from "../../console/run";
import { startSimulator } from "../../simulator/start";
import type { Simulator } from "../../simulator/start";
import { findProviderSource } from "../../terraform/provider-source";
import { findTerraform } from "../../terraform/terraform";

type Json = Readonly<Record<string, unknown>>;

/** What differs from one run to the next, or says where it was made. */
const UNSTABLE = /^(timestamp|terraform_version)$/;
const REGION = "eu-west-1";
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
/** Of a project of somebody else: modules in modules, by count and for_each, of which some are gone. */
const MODULES = { before: modules(2, ["a", "b"]), after: modules(1, ["b", 'c"]']) };

function modules(count: number, keys: readonly string[]): Json {
  return {
    module: { network: { source: "./network", count, keys } },
    resource: { terraform_data: { many: { count, input: "${count.index}" } } },
    output: { first: { value: "${module.network[0].ids}" } },
  };
}

const NETWORK: Json = {
  variable: { keys: { type: "set(string)" } },
  resource: { terraform_data: { subnet: { for_each: "${var.keys}", input: "${each.key}" } } },
  output: { ids: { value: "${[for subnet in terraform_data.subnet : subnet.input]}" } },
};

const PROVIDER = { source: "hashicorp/aws", version: "5.100.0" };
const DRIFTING: Json = {
  terraform: { required_providers: { aws: PROVIDER } },
  provider: { aws: { region: REGION } },
  resource: {
    aws_cloudwatch_log_group: { trail: { name: "trail", retention_in_days: 365 } },
    aws_sns_topic: { alerts: { name: "alerts", display_name: "as deployed" } },
  },
};
const AWS: Json = {
  terraform: { required_providers: { aws: PROVIDER } },
  provider: {
    aws: {
      region: REGION,
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

/** A folder in which Terraform runs. */
interface Workshop {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly terraform: (...args: string[]) => Promise<string>;
}

/** Plans as Terraform writes them, by name, without what differs from one run to the next. */
export type RecordedPlans = ReadonlyMap<string, Json>;

/**
 * Has the real Terraform plan everything that there is. `terraform_data` is of Terraform itself; hashicorp/aws plans what is new without
 * credentials, and what changed outside is changed in the local AWS.
 */
export async function recordPlans(): Promise<RecordedPlans> {
  const { binary } = await findTerraform();
  const work = mkdtempSync(join(tmpdir(), "record-plans-"));
  const plans = new Map<string, Json>();
  try {
    const providers = findProviderSource(work);
    const open = async (name: string, files: Files, env: NodeJS.ProcessEnv = {}): Promise<Workshop> => {
      const folder = join(work, name);
      const all = { ...process.env, ...env, ...providers.env, CHECKPOINT_DISABLE: "1" };
      const terraform = async (...args: string[]): Promise<string> => {
        const { code, output } = await run(binary, args, { cwd: folder, env: all });
        if (code !== 0) throw new Error(`terraform ${args.join(" ")}:\n${output}`);
        return output;
      };
      write(folder, files);
      await terraform("init", "-input=false");
      return { folder, env: all, terraform };
    };
    const plan = async ({ terraform }: Workshop, name: string): Promise<void> => {
      await terraform("plan", "-input=false", "-out=plan");
      const output = await terraform("show", "-json", "plan");
      plans.set(name, stable(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1)));
    };

    const builtIn = await open("built-in", { "main.tf.json": BEFORE });
    await plan(builtIn, "create");
    await builtIn.terraform("apply", "-input=false", "-auto-approve");
    write(builtIn.folder, { "main.tf.json": AFTER });
    await plan(builtIn, "change");

    const tainted = await open("tainted", { "main.tf.json": data({ failed: { input: "a" } }) });
    await tainted.terraform("apply", "-input=false", "-auto-approve");
    await tainted.terraform("taint", "terraform_data.failed");
    await plan(tainted, "tainted");

    const network = { "network/main.tf.json": NETWORK };
    const foreign = await open("modules", { "main.tf.json": MODULES.before, ...network });
    await foreign.terraform("apply", "-input=false", "-auto-approve");
    write(foreign.folder, { "main.tf.json": MODULES.after });
    await plan(foreign, "modules");

    const imported = data({ taken: { input: null } }, { import: [{ to: "terraform_data.taken", id: "an-id" }] });
    await plan(await open("imported", { "main.tf.json": imported }), "import");
    await plan(await open("aws", { "main.tf.json": AWS }), "aws");

    const simulator = await startSimulator({
      landingZone: loadLandingZone("examples/minimal.yaml").landingZone,
      workFolder: work,
      onProgress: () => undefined,
    });
    try {
      const drifting = await open("drifting", { "main.tf.json": DRIFTING }, simulator.env);
      await drifting.terraform("apply", "-input=false", "-auto-approve");
      await changeOutside(simulator);
      await plan(drifting, "drift");
    } finally {
      await simulator.stop();
    }
    return plans;
  } finally {
    rmSync(work, { recursive: true });
  }
}

type Files = Readonly<Record<string, Json>>;

function write(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(content));
  }
}

/** Somebody alters the topic and deletes the log group, by other means than Terraform. */
async function changeOutside({ credentials, endpoint }: Simulator): Promise<void> {
  const caller = { region: REGION, endpoint, credentials };
  const sns = new SNSClient(caller);
  const { Topics: [topic] = [] } = await sns.send(new ListTopicsCommand({}));
  const change = { TopicArn: topic?.TopicArn, AttributeName: "DisplayName", AttributeValue: "as somebody left it" };
  await sns.send(new SetTopicAttributesCommand(change));
  await new CloudWatchLogsClient(caller).send(new DeleteLogGroupCommand({ logGroupName: "trail" }));
}

function stable(text: string): Json {
  const plan = JSON.parse(withoutIds(text)) as Json;
  return Object.fromEntries(Object.entries(plan).filter(([key]) => !UNSTABLE.test(key)));
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
