import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { DataAwsInspectorRulesPackages } from "@cdktf/provider-aws/lib/data-aws-inspector-rules-packages";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { InspectorAssessmentTarget } from "@cdktf/provider-aws/lib/inspector-assessment-target";
import { InspectorAssessmentTemplate } from "@cdktf/provider-aws/lib/inspector-assessment-template";
import { InspectorResourceGroup } from "@cdktf/provider-aws/lib/inspector-resource-group";
import { TerraformStack } from "cdktf";
import type { TerraformElement } from "cdktf";
import { Construct } from "constructs";
import { adopt } from "../adopt";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { ruleRoleTrust } from "../events/rule-role-trust";
import { policyDocument } from "../iam/policy-document";
import { forget } from "./forget";

export interface ClassicAssessmentProps {
  readonly environment: Environment;
  /** Of the target and the template. */
  readonly assessmentName: string;
  /** Of the rule and role of scheduled runs; at most 64 letters, digits, `.`, `-` and `_`. */
  readonly scheduleName: string;
  /** Tags of the instances; none: all instances of the region. */
  readonly instanceTags: Readonly<Record<string, string>>;
  /** How long a run takes, 180 to 86,400. */
  readonly durationSeconds: number;
  /**
   * ARNs.
   * @default - all of the region, which AWS is asked for at every plan
   */
  readonly rulesPackages?: readonly string[];
  /** @default - nobody is told */
  readonly events?: { readonly topic: string; readonly of: readonly string[] };
  /**
   * An expression of EventBridge.
   * @default - it runs only by hand
   */
  readonly schedule?: string;
  /**
   * ARNs of a target that exists and is adopted. Terraform cannot import resource groups: it stays as it is.
   * @default - all of it is made
   */
  readonly existing?: { readonly resourceGroup: string; readonly target: string; readonly template: string };
}

/**
 * An assessment of Amazon Inspector Classic: which instances, what they are checked against and when. The service ended on
 * 20 May 2026 in commercial regions.
 *
 * @see https://docs.aws.amazon.com/inspector/v1/userguide/inspector_assessments.html
 */
export class ClassicAssessment extends Construct {
  constructor(scope: Construct, id: string, props: ClassicAssessmentProps) {
    super(scope, id);
    const { assessmentName: name, durationSeconds, environment, events, existing, schedule } = props;
    const inPlace = inEnvironment(environment);
    const names = addressesOf(id);
    const target = called(
      names.target,
      new InspectorAssessmentTarget(this, "target", {
        ...inPlace,
        name,
        resourceGroupArn: this.resourceGroup(props, names),
      }),
    );
    const template = called(
      names.template,
      new InspectorAssessmentTemplate(this, "template", {
        ...inPlace,
        name,
        targetArn: target.arn,
        duration: durationSeconds,
        rulesPackageArns: [
          ...(props.rulesPackages ?? new DataAwsInspectorRulesPackages(this, "packages", inPlace).arns),
        ],
        eventSubscription: events?.of.map((event) => ({ event, topicArn: events.topic })),
      }),
    );
    if (existing !== undefined) {
      adopt(target, existing.target);
      adopt(template, existing.template);
    }
    if (schedule !== undefined) {
      this.addSchedule(props, schedule, template.arn, names);
    }
  }

  /**
   * Lets the stack forget an assessment that it had, without a call to AWS, with its schedule, role and rule: they stay, too.
   *
   * @param id that the construct had
   */
  static forget(scope: Construct, id: string): void {
    const { group, role, rolePolicy, rule, ruleTarget, target, template } = addressesOf(id);
    forget(
      TerraformStack.of(scope),
      `aws_inspector_assessment_template.${template}`,
      `aws_inspector_assessment_target.${target}`,
      `aws_inspector_resource_group.${group}`,
      `aws_cloudwatch_event_target.${ruleTarget}`,
      `aws_cloudwatch_event_rule.${rule}`,
      `aws_iam_role_policy.${rolePolicy}`,
      `aws_iam_role.${role}`,
    );
  }

  private resourceGroup(props: ClassicAssessmentProps, { group }: Addresses): string | undefined {
    const { environment, existing, instanceTags } = props;
    if (existing !== undefined) {
      return existing.resourceGroup;
    }
    return Object.keys(instanceTags).length === 0
      ? undefined
      : called(group, new InspectorResourceGroup(this, "group", { ...inEnvironment(environment), tags: instanceTags }))
          .arn;
  }

  /** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html */
  private addSchedule(props: ClassicAssessmentProps, schedule: string, templateArn: string, names: Addresses): void {
    const { environment, scheduleName } = props;
    const inPlace = inEnvironment(environment);
    const role = called(
      names.role,
      new IamRole(this, "role", {
        ...inPlace,
        name: scheduleName,
        description: "EventBridge starts runs of an assessment",
        assumeRolePolicy: ruleRoleTrust(environment),
      }),
    );
    called(
      names.rolePolicy,
      new IamRolePolicy(this, "role-policy", {
        ...inPlace,
        name: "start-assessment-run",
        role: role.name,
        // AWS knows no resources for it.
        policy: policyDocument({
          Sid: "StartRuns",
          Effect: "Allow",
          Action: "inspector:StartAssessmentRun",
          Resource: "*",
        }),
      }),
    );
    const rule = called(
      names.rule,
      new CloudwatchEventRule(this, "rule", {
        ...inPlace,
        name: scheduleName,
        description: `Runs the assessment ${props.assessmentName}`,
        scheduleExpression: schedule,
      }),
    );
    called(
      names.ruleTarget,
      new CloudwatchEventTarget(this, "rule-target", {
        ...inPlace,
        rule: rule.name,
        arn: templateArn,
        roleArn: role.arn,
      }),
    );
  }
}

type Addresses = ReturnType<typeof addressesOf>;

/** Names of the resources in Terraform: known without making them, so that they can be forgotten. */
function addressesOf(id: string) {
  const base = id.replace(/[^A-Za-z0-9_-]/g, (sign) => `_${sign.charCodeAt(0).toString(16)}_`);
  const of = (part: string): string => `${base}-${part}`;
  return {
    group: of("group"),
    target: of("target"),
    template: of("template"),
    role: of("role"),
    rolePolicy: of("role-policy"),
    rule: of("rule"),
    ruleTarget: of("rule-target"),
  };
}

function called<Element extends TerraformElement>(name: string, element: Element): Element {
  element.overrideLogicalId(name);
  return element;
}
