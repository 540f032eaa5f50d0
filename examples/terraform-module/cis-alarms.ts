// One capability for people who do not use CDKTF: the CIS alarms as a folder that Terraform and OpenTofu call as a module.
// docs/terraform-modules.md says how; root/main.tf calls what this writes, twice.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { cisAlarms } from "cdktf-landing-zone/catalogs";
import { LogAlarm } from "cdktf-landing-zone/modules/cloudwatch";
import { callersEnvironment, writeTerraformModule } from "cdktf-landing-zone/terraform-modules";

const app = new App();
const stack = new TerraformStack(app, "cis-alarms");
// Callers configure the provider: what is said here is left out of the module.
const environment = callersEnvironment(stack, new AwsProvider(stack, "aws"));

const logGroupName = new TerraformVariable(stack, "log_group_name", {
  type: "string",
  description: "Name of the log group that a CloudTrail trail writes to, in the provider's account and region.",
});
const topicArn = new TerraformVariable(stack, "topic_arn", {
  type: "string",
  description: "ARN of the SNS topic, in the same region, that is notified when an alarm goes off.",
});
topicArn.addValidation({
  condition: '${can(regex("^arn:[a-z-]+:sns:", var.topic_arn))}',
  errorMessage: "It is the ARN of an SNS topic, such as arn:aws:sns:eu-west-1:123456789012:alerts.",
});
const namePrefix = new TerraformVariable(stack, "name_prefix", {
  type: "string",
  default: "cis-",
  description: "What the names of alarms begin with. Two calls in one account and region need two.",
});
const metricNamespace = new TerraformVariable(stack, "metric_namespace", {
  type: "string",
  default: "CISBenchmark",
  description: "CloudWatch namespace of the metrics. Two calls in one account and region need two.",
});

const alarms = Object.entries(cisAlarms()).map(([key, { advice, pattern, title }]) => {
  const alarm = new LogAlarm(stack, key, {
    environment,
    logGroupName: logGroupName.stringValue,
    // The exact text, which AWS Security Hub compares.
    pattern,
    metricNamespace: metricNamespace.stringValue,
    metricName: key,
    alarmName: `${namePrefix.stringValue}${key}`,
    alarmDescription: `${title}. ${advice}`,
    topicArn: topicArn.stringValue,
  });
  return [key, alarm.alarmArn];
});
new TerraformOutput(stack, "alarm_arns", {
  description: "ARNs of the alarms by key, such as rootLogin.",
  value: Object.fromEntries(alarms),
});

app.synth();
writeTerraformModule(`${app.outdir}/stacks/cis-alarms`, process.argv[2] ?? "cis-alarms", {
  name: "cis-alarms",
  description:
    "Alarms on the fifteen monitored events of the CIS AWS Foundations Benchmark, in the texts that AWS Security Hub " +
    "compares (CloudWatch.1 to CloudWatch.14).",
});
