import type {
  ConfigRemediationConfigurationConfig,
  ConfigRemediationConfigurationParameter,
} from "@cdktf/provider-aws/lib/config-remediation-configuration";

/** What is done about a noncompliant resource: a runbook of AWS Systems Manager, by itself or when somebody starts it. */
export interface RuleRemediation {
  /** Name or ARN of the Systems Manager Automation runbook, such as `AWS-EnableVPCFlowLogs`. */
  readonly document: string;
  /** Parameter of the runbook that takes the id of the noncompliant resource. */
  readonly resourceIdParameter: string;
  /**
   * Other parameters of the runbook, apart from `AutomationAssumeRole`; at most 23.
   * @default - none
   */
  readonly parameters?: Readonly<Record<string, string | readonly string[]>>;
  /** ARN of the role that Automation works with (`RemediationRole`). */
  readonly roleArn: string;
  /**
   * Type of the resources, such as `AWS::EC2::VPC`, if the rule looks at more than one.
   * @default - that of the rule
   */
  readonly resourceType?: string;
  /**
   * Whether AWS Config starts the remediation itself, which may happen for a resource that is compliant by then. If
   * not, someone has to start it.
   */
  readonly automatic: boolean;
  /**
   * How often AWS Config tries by itself before it gives a resource up: 1 to 25.
   * @default 5
   */
  readonly maximumAutomaticAttempts?: number;
  /**
   * Seconds within which those attempts are counted: 1 to 2,678,000.
   * @default 60
   */
  readonly retryAttemptSeconds?: number;
}

type RemediationArguments = Omit<ConfigRemediationConfigurationConfig, "configRuleName" | "provider">;

/** The arguments for what is done about a noncompliant resource. */
export function ruleRemediation(remediation: RuleRemediation): RemediationArguments {
  const { automatic, maximumAutomaticAttempts = 5, retryAttemptSeconds = 60 } = remediation;
  return {
    targetType: "SSM_DOCUMENT",
    targetId: remediation.document,
    resourceType: remediation.resourceType,
    automatic,
    // AWS fills these in, and Terraform would remove values that are not in its configuration again in every plan.
    ...(automatic ? { maximumAutomaticAttempts, retryAttemptSeconds } : {}),
    parameter: parametersOf(remediation),
  };
}

/** By name, because the provider reads them so and compares them in order. */
function parametersOf(remediation: RuleRemediation): ConfigRemediationConfigurationParameter[] {
  const { parameters = {}, resourceIdParameter, roleArn } = remediation;
  return [
    { name: resourceIdParameter, resourceValue: "RESOURCE_ID" },
    ...Object.entries({ ...parameters, AutomationAssumeRole: roleArn }).map(([name, value]) => ({
      name,
      ...staticValue(value),
    })),
  ].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The provider reads a list of one value as a single value. */
function staticValue(value: string | readonly string[]): { staticValue?: string; staticValues?: string[] } {
  const values = [value].flat();
  return values.length === 1 ? { staticValue: values[0] } : { staticValues: values };
}
