import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { linuxAgentConfiguration, windowsAgentConfiguration } from "./agent-configuration";
import type { AgentConfiguration, AgentConfigurationProps } from "./agent-configuration";

/** AWS's managed policy `CloudWatchAgentServerPolicy` lets hosts read the parameters that begin so, and no others. */
const NAME_PREFIX = "AmazonCloudWatch-";

export interface AgentParametersProps extends AgentConfigurationProps {
  /** Account and region of the hosts: the agent reads parameters of no other. */
  readonly environment: Environment;
  /** Name of the parameter with the configuration for Linux; it begins with `AmazonCloudWatch-`. */
  readonly linuxParameterName: string;
  /** Name of the parameter with the configuration for Windows; it begins with `AmazonCloudWatch-`. */
  readonly windowsParameterName: string;
}

/**
 * The CloudWatch agent's configurations as SSM parameters. A host takes its own with
 * `amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c ssm:<name>`, or all hosts with the command document
 * `AmazonCloudWatch-ManageAgent`. They hold no secret.
 *
 * @throws Error when a name does not begin with `AmazonCloudWatch-`
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchAgentServerPolicy.html
 */
export class AgentParameters extends Construct {
  /** ARNs of both, for `HostPolicy`: known before they are. */
  readonly parameterArns: readonly string[];

  constructor(scope: Construct, id: string, props: AgentParametersProps) {
    super(scope, id);
    const { linuxParameterName, environment, windowsParameterName } = props;
    this.addParameter("linux", environment, linuxParameterName, "Linux", linuxAgentConfiguration(props));
    this.addParameter("windows", environment, windowsParameterName, "Windows", windowsAgentConfiguration(props));
    this.parameterArns = [linuxParameterName, windowsParameterName].map((name) => parameterArn(environment, name));
  }

  private addParameter(
    id: string,
    environment: Environment,
    name: string,
    system: string,
    configuration: AgentConfiguration,
  ): void {
    if (!name.startsWith(NAME_PREFIX)) {
      throw new Error(`the parameter "${name}" has to begin with "${NAME_PREFIX}": hosts may read no other`);
    }
    new SsmParameter(this, id, {
      ...inEnvironment(environment),
      name,
      description: `Configuration of the CloudWatch agent on ${system}`,
      type: "String",
      // The agent's own placeholders, which Terraform would take for its expressions.
      value: JSON.stringify(configuration).replaceAll("${aws:", () => "$${aws:"),
    });
  }
}

function parameterArn({ accountId, partition, region }: Environment, name: string): string {
  return `arn:${partition}:ssm:${region}:${accountId}:parameter/${name}`;
}
