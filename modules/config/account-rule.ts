import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import { ConfigRemediationConfiguration } from "@cdktf/provider-aws/lib/config-remediation-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { EXECUTION_FREQUENCIES } from "./execution-frequency";
import { after } from "../waiting";
import type { Waited } from "../waiting";
import { checkFormat, checkFormats, checkOneOf, nameOf, pathOf, refuse } from "../checks";
import { FORMATS } from "../../aws/formats";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import type { ExecutionFrequency } from "./execution-frequency";
import { ruleParameters } from "./rule-parameters";
import { ruleRemediation } from "./rule-remediation";
import type { RuleRemediation } from "./rule-remediation";

export interface AccountRuleProps extends EnvironmentProps {
  /**
   * At most 128 characters, 64 with a remediation; unique in account and region.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly ruleName?: string;
  /** Identifier of AWS's rule, such as `VPC_FLOW_LOGS_ENABLED`. Not every region has every rule. */
  readonly identifier: string;
  /**
   * At most 256 characters.
   * @default - none
   */
  readonly description?: string;
  /**
   * Parameters of the rule; at most 1,024 characters as JSON.
   * @default - none
   */
  readonly inputParameters?: Readonly<Record<string, string>>;
  /**
   * Types of resources that the rule looks at, such as `AWS::S3::Bucket`; at most 100.
   * @default - those the rule is made for, or the whole account
   */
  readonly resourceTypes?: readonly string[];
  /**
   * Id of the one resource that is looked at; takes the one type it has.
   * @default - all resources of the types
   */
  readonly resourceId?: string;
  /**
   * How often a periodic rule runs. AWS refuses it for rules that run at changes.
   * @default - AWS's own, which is every 24 hours
   */
  readonly maximumExecutionFrequency?: ExecutionFrequency;
  /**
   * What is done about noncompliant resources.
   * @default - nothing: they are reported
   */
  readonly remediation?: RuleRemediation;
  /**
   * The `ConfigRecorder` of this account and region: AWS Config takes rules where it records only.
   * @default - somebody else's, which exists
   */
  readonly recorder?: Waited;
}

/**
 * One of AWS Config's own rules in one region of one account. Unlike `OrganizationManagedRule` it can have a remediation: AWS
 * attaches those to rules of the account only, not to those that the organization put there.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutRemediationConfigurations.html
 */
export class AccountRule extends Construct {
  /** ARN of the rule. */
  readonly ruleArn: string;
  /** The rule itself. */
  readonly rule: ConfigConfigRule;
  /** The rule: from then on it evaluates. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: AccountRuleProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { ruleName = nameOf(where) } = props;
    checkRule(where, { ...props, ruleName });
    const environment = environmentOf(scope, id, props);
    const { remediation } = props;
    const rule = new ConfigConfigRule(this, "Default", {
      ...inEnvironment(environment),
      name: ruleName,
      description: props.description,
      source: { owner: "AWS", sourceIdentifier: props.identifier },
      inputParameters: ruleParameters(props.inputParameters),
      maximumExecutionFrequency: props.maximumExecutionFrequency,
      scope: scopeOf(props),
      dependsOn: after(this, props.recorder),
    });
    this.ruleArn = rule.arn;
    this.rule = rule;
    this.ready = rule;
    if (remediation !== undefined) {
      new ConfigRemediationConfiguration(this, "remediation", {
        ...inEnvironment(environment),
        ...ruleRemediation(remediation),
        configRuleName: rule.name,
      });
    }
  }
}

function scopeOf({ resourceId, resourceTypes = [] }: AccountRuleProps) {
  return resourceTypes.length === 0
    ? undefined
    : { complianceResourceTypes: [...resourceTypes], complianceResourceId: resourceId };
}

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutConfigRule.html */
function checkRule(where: string, props: AccountRuleProps): void {
  checkFormats(where, props, {
    ruleName: FORMATS.configRuleName,
    identifier: FORMATS.configRuleIdentifier,
    description: FORMATS.configRuleDescription,
  });
  for (const [index, type] of (props.resourceTypes ?? []).entries()) {
    checkFormat(where, `resourceTypes[${index}]`, type, FORMATS.resourceType);
  }
  checkOneOf(where, "maximumExecutionFrequency", props.maximumExecutionFrequency, EXECUTION_FREQUENCIES);
  const parameters = ruleParameters(props.inputParameters)?.length ?? 0;
  if (parameters > LONGEST_PARAMETERS) {
    refuse(where, "inputParameters", { got: `${parameters} characters`, allowed: "at most 1,024 as JSON" });
  }
  if (props.resourceId !== undefined && props.resourceTypes?.length !== 1) {
    refuse(where, "resourceTypes", { got: props.resourceTypes ?? [], allowed: "the one type that resourceId has" });
  }
}

const LONGEST_PARAMETERS = 1024;
