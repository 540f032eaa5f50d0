import { arnHere } from "../arns";
import { denyStoppingRecords } from "../denials";
import type { JobFunction } from "../function";
import { actionsOf, allow } from "../statement";

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsconfig.html */
export const CONFIG_ADMINISTRATOR: JobFunction = {
  title: "Config administrator",
  purpose: "Administers the rules, conformance packs and remediations of AWS Config, and cannot stop its recording.",
  in: "audit",
  hours: 4,
  incompatibleWith: ["securityAuditor", "logReader"],
  statements: (input) => [
    allow("SeeResourcesAndCompliance", actionsOf("config", "BatchGet*", "Describe*", "Get*", "List*", "Select*"), [
      arnHere(input, "config"),
    ]),
    allow(
      "SeeWhatHasNoArn",
      actionsOf(
        "config",
        "DescribeComplianceByConfigRule",
        "DescribeComplianceByResource",
        "DescribeConfigRuleEvaluationStatus",
        "DescribeConfigRules",
        "DescribeConfigurationAggregators",
        "DescribeConformancePacks",
        "DescribeConformancePackStatus",
        "DescribeDeliveryChannels",
        "DescribeDeliveryChannelStatus",
        "DescribeOrganizationConfigRules",
        "DescribeOrganizationConfigRuleStatuses",
        "DescribeOrganizationConformancePacks",
        "DescribeOrganizationConformancePackStatuses",
        "GetComplianceDetailsByResource",
        "GetComplianceSummaryByConfigRule",
        "GetResourceConfigHistory",
        "ListDiscoveredResources",
        "PutRemediationExceptions",
        "SelectResourceConfig",
        "StartRemediationExecution",
      ),
      "*",
    ),
    allow(
      "AdministerRules",
      actionsOf(
        "config",
        "DeleteConfigRule",
        "DeleteConformancePack",
        "DeleteOrganizationConfigRule",
        "DeleteOrganizationConformancePack",
        "DeleteRemediationConfiguration",
        "PutConfigRule",
        "PutConformancePack",
        "PutOrganizationConfigRule",
        "PutOrganizationConformancePack",
        "PutRemediationConfigurations",
        "StartConfigRulesEvaluation",
        "StartConfigurationRecorder",
      ),
      arnHere(input, "config"),
    ),
    denyStoppingRecords(),
  ],
};
