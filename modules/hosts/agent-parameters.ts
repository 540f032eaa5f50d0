import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, nameOf, pathOf } from "../checks";
import { jointly } from "../waiting";
import { environmentOf, inEnvironment } from "../environment";
import type { Environment, EnvironmentProps } from "../environment";
import { linuxAgentConfiguration, securityLogGroupName, windowsAgentConfiguration } from "./agent-configuration";
import type { AgentConfiguration, AgentConfigurationProps } from "./agent-configuration";

/** AWS's managed policy `CloudWatchAgentServerPolicy` lets hosts read the parameters that begin so, and no others. */
const NAME_PREFIX = "AmazonCloudWatch-";

/** The environment is account and region of the hosts: the agent reads parameters of no other. */
export interface AgentParametersProps extends AgentConfigurationProps, EnvironmentProps {
  /**
   * Name of the parameter with the configuration for Linux; it begins with `AmazonCloudWatch-`.
   * @default - `AmazonCloudWatch-`, the ids of the stack and of the construct, and `linux`, with hyphens
   */
  readonly linuxParameterName?: string;
  /**
   * Name of the parameter with the configuration for Windows; it begins with `AmazonCloudWatch-`.
   * @default - `AmazonCloudWatch-`, the ids of the stack and of the construct, and `windows`, with hyphens
   */
  readonly windowsParameterName?: string;
}

/**
 * The CloudWatch agent's configurations as SSM parameters. A host takes its own with
 * `amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c ssm:<name>`, or all hosts with the command document
 * `AmazonCloudWatch-ManageAgent`. They hold no secret.
 *
 * @example
 * const agents = new AgentParameters(this, "agents", { namespace: "Hosts", logGroupPrefix: "/org/hosts" });
 * const logs = new HostLogGroup(this, "logs", { logGroupName: agents.logGroupName });
 * new HostPolicy(this, "hosts", {
 *   namespace: "Hosts",
 *   logGroupArns: [logs.logGroupArn],
 *   parameterArns: agents.parameterArns,
 * });
 *
 * @throws Error when a name does not begin with `AmazonCloudWatch-`
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchAgentServerPolicy.html
 */
export class AgentParameters extends Construct {
  /** ARNs of both, for `HostPolicy`: known before they are. */
  readonly parameterArns: readonly string[];
  /** Name of the log group that the agents write to: that of a `HostLogGroup`. */
  readonly logGroupName: string;
  /** The parameter with the configuration for Linux. */
  readonly linux: SsmParameter;
  /** The parameter with the configuration for Windows. */
  readonly windows: SsmParameter;
  /** Both parameters. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: AgentParametersProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const name = `${NAME_PREFIX}${nameOf(where)}`;
    const { linuxParameterName = `${name}-linux`, windowsParameterName = `${name}-windows` } = props;
    checkFormats(
      where,
      { ...props, linuxParameterName, windowsParameterName },
      {
        namespace: FORMATS.metricNamespace,
        logGroupPrefix: FORMATS.logGroupPrefix,
        linuxParameterName: FORMATS.agentParameterName,
        windowsParameterName: FORMATS.agentParameterName,
      },
    );
    const environment = environmentOf(scope, id, props);
    const [linux, windows] = [linuxAgentConfiguration(props), windowsAgentConfiguration(props)];
    this.linux = this.addParameter("linux", environment, linuxParameterName, "Linux", linux);
    this.windows = this.addParameter("windows", environment, windowsParameterName, "Windows", windows);
    this.ready = jointly(this, [this.linux, this.windows]);
    this.logGroupName = securityLogGroupName(props.logGroupPrefix);
    this.parameterArns = [linuxParameterName, windowsParameterName].map((name) => parameterArn(environment, name));
  }

  private addParameter(
    id: string,
    environment: Environment,
    name: string,
    system: string,
    configuration: AgentConfiguration,
  ): SsmParameter {
    return new SsmParameter(this, id, {
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
