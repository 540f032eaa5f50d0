import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, nameOf, pathOf } from "../checks";
import { policyDocument } from "../iam/policy-document";
import type { PolicyStatement } from "../iam/policy-document";
import { DESCRIPTION_STAYS } from "../data-protection";
import { jointly } from "../waiting";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

/** Policies are global: one pair for all regions of the account. */
export interface ConfigAccessPoliciesProps extends EnvironmentProps {
  /**
   * Unique in the account; at most 128 letters, digits and `+=,.@_-`.
   * @default - the ids of the stack and of the construct, and `reader`, with hyphens
   */
  readonly readerPolicyName?: string;
  /**
   * Unique in the account; at most 128 letters, digits and `+=,.@_-`.
   * @default - the ids of the stack and of the construct, and `operator`, with hyphens
   */
  readonly operatorPolicyName?: string;
}

const READING: PolicyStatement = {
  Sid: "SeeResourcesAndCompliance",
  Effect: "Allow",
  Action: [
    "config:BatchGet*",
    "config:Describe*",
    "config:Get*",
    "config:List*",
    "config:SelectAggregateResourceConfig",
    "config:SelectResourceConfig",
  ],
  Resource: "*",
};

/** None of these makes AWS Config see or report less. */
const OPERATING: PolicyStatement = {
  Sid: "EvaluateRemedyAndStart",
  Effect: "Allow",
  Action: [
    "config:DeliverConfigSnapshot",
    "config:StartConfigRulesEvaluation",
    "config:StartConfigurationRecorder",
    "config:StartRemediationExecution",
  ],
  Resource: "*",
};

/** All that changes AWS Config or its results, except saved queries, tags and evaluations before a deployment. */
const CHANGING: PolicyStatement = {
  Sid: "NeitherStopNorChangeConfig",
  Effect: "Deny",
  // prettier-ignore
  Action: [
    "AssociateResourceTypes", "DisassociateResourceTypes", "StopConfigurationRecorder",
    "DeleteAggregationAuthorization", "DeletePendingAggregationRequest", "PutAggregationAuthorization",
    "DeleteConfigRule", "PutConfigRule",
    "DeleteConfigurationAggregator", "PutConfigurationAggregator",
    "DeleteConfigurationRecorder", "PutConfigurationRecorder",
    "DeleteConformancePack", "PutConformancePack",
    "DeleteConnector", "PutConnector",
    "DeleteDeliveryChannel", "PutDeliveryChannel",
    "DeleteEvaluationResults", "PutEvaluations", "PutExternalEvaluation",
    "DeleteOrganizationConfigRule", "PutOrganizationConfigRule",
    "DeleteOrganizationConformancePack", "PutOrganizationConformancePack",
    "DeleteRemediationConfiguration", "PutRemediationConfigurations",
    "DeleteRemediationExceptions", "PutRemediationExceptions",
    "DeleteResourceConfig", "PutResourceConfig",
    "DeleteRetentionConfiguration", "PutRetentionConfiguration",
    "DeleteServiceLinkedConfigurationRecorder", "PutServiceLinkedConfigurationRecorder",
    "PutThirdPartyServiceLinkedConfigurationRecorder",
  ].map((name) => `config:${name}`),
  Resource: "*",
};

/** What a managed policy is, apart from its name. */
export interface AccessPolicy {
  readonly description: string;
  /** Document as JSON text. */
  readonly policy: string;
}

export const CONFIG_READER: AccessPolicy = {
  description: "See what AWS Config recorded and found; never stop or change it",
  policy: policyDocument(READING, CHANGING),
};

export const CONFIG_OPERATOR: AccessPolicy = {
  description: "See what AWS Config recorded and found, evaluate and remedy; never stop or change it",
  policy: policyDocument(READING, OPERATING, CHANGING),
};

/**
 * Two managed policies for the people who watch over AWS Config, to be attached to their roles or permission sets.
 * Readers see resources, their history and their compliance. Operators may also evaluate rules, start remediations,
 * start a stopped recorder and request a snapshot.
 *
 * Both deny stopping or changing AWS Config, whatever else a role allows. So never attach them to the deployment or the
 * break-glass role, which need these permissions.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/security-iam.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsconfig.html
 */
export class ConfigAccessPolicies extends Construct {
  /** ARN of the policy of readers. */
  readonly readerPolicyArn: string;
  /** Holds all that readers may do, too. */
  readonly operatorPolicyArn: string;
  /** The policy of those who read. */
  readonly readerPolicy: IamPolicy;
  /** The policy of those who operate. */
  readonly operatorPolicy: IamPolicy;
  /** Both policies. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ConfigAccessPoliciesProps = {}) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { operatorPolicyName = `${nameOf(where)}-operator`, readerPolicyName = `${nameOf(where)}-reader` } = props;
    checkFormats(
      where,
      { operatorPolicyName, readerPolicyName },
      { operatorPolicyName: FORMATS.iamPolicyName, readerPolicyName: FORMATS.iamPolicyName },
    );
    const environment = environmentOf(scope, id, props);
    const reader = new IamPolicy(this, "reader", {
      lifecycle: DESCRIPTION_STAYS,
      ...inEnvironment(environment),
      name: readerPolicyName,
      ...CONFIG_READER,
    });
    const operator = new IamPolicy(this, "operator", {
      lifecycle: DESCRIPTION_STAYS,
      ...inEnvironment(environment),
      name: operatorPolicyName,
      ...CONFIG_OPERATOR,
    });
    this.readerPolicyArn = reader.arn;
    this.operatorPolicyArn = operator.arn;
    this.readerPolicy = reader;
    this.operatorPolicy = operator;
    this.ready = jointly(this, [reader, operator]);
  }
}
