import { cis, hub, nist, pci } from "./controls";
import type { ConfigRuleDefinition } from "./definition";
import { PERIODIC } from "./evaluation";
import { BEIJING, CALGARY, GOV_CLOUD_EAST, GOV_CLOUD_WEST, HYDERABAD, MALAYSIA, MELBOURNE, MEXICO } from "./regions";
import { NEW_ZEALAND, NINGXIA, SPAIN, TAIPEI, TEL_AVIV, THAILAND, UAE } from "./regions";

/** With `inspector` in the file Terraform's own plan says what is off, and the guardrail keeps it on. */
const inspector = (what: string) =>
  `Amazon Inspector is on only where the file has \`inspector\`, as it costs by ${what}; there the rule tells whether it stays on.`;

/** Rules about other services that look for trouble. All are off: the landing zone switches none of those on in an account. */
export const SERVICE_RULES = {
  guardDutyEnabledCentralized: {
    identifier: "GUARDDUTY_ENABLED_CENTRALIZED",
    title: "Amazon GuardDuty is off",
    ...PERIODIC,
    allowedParameters: {
      CentralMonitoringAccount: "Ids of accounts that GuardDuty may report to, separated by commas. Default: any.",
    },
    absentFrom: [MEXICO, NEW_ZEALAND, TAIPEI, THAILAND],
    controls: [hub("GuardDuty.1"), ...nist("SI-4"), ...pci("11.5.1")],
    offBecause: "This landing zone does not switch on GuardDuty, which costs by what it looks at.",
  },
  securityHubEnabled: {
    identifier: "SECURITYHUB_ENABLED",
    title: "AWS Security Hub is off",
    ...PERIODIC,
    absentFrom: [],
    controls: [...cis("4.16"), ...nist("CA-7")],
    offBecause: "This landing zone does not switch on Security Hub, which has rules of its own and costs by the check.",
  },
  iamExternalAccessAnalyzerEnabled: {
    identifier: "IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED",
    title: "The account has no IAM Access Analyzer for access from outside",
    ...PERIODIC,
    // prettier-ignore
    absentFrom: [
      BEIJING, CALGARY, GOV_CLOUD_EAST, GOV_CLOUD_WEST, MALAYSIA, MEXICO, NEW_ZEALAND, NINGXIA, TAIPEI, TEL_AVIV,
      THAILAND,
    ],
    controls: [...cis("1.19"), hub("IAM.28")],
    offBecause:
      "One analyzer in the audit account looks at the whole organization; the rule wants one in every account besides.",
  },
  inspectorEc2ScanEnabled: {
    identifier: "INSPECTOR_EC2_SCAN_ENABLED",
    title: "Amazon Inspector does not scan EC2 instances",
    ...PERIODIC,
    // prettier-ignore
    absentFrom: [
      BEIJING, CALGARY, HYDERABAD, MALAYSIA, MELBOURNE, MEXICO, NEW_ZEALAND, NINGXIA, SPAIN, TAIPEI, TEL_AVIV,
      THAILAND, UAE,
    ],
    controls: [hub("Inspector.1"), ...nist("RA-5"), ...pci("11.3.1")],
    offBecause: inspector("the instance"),
  },
  inspectorEcrScanEnabled: {
    identifier: "INSPECTOR_ECR_SCAN_ENABLED",
    title: "Amazon Inspector does not scan container images",
    ...PERIODIC,
    // prettier-ignore
    absentFrom: [
      BEIJING, CALGARY, HYDERABAD, MALAYSIA, MELBOURNE, MEXICO, NEW_ZEALAND, NINGXIA, SPAIN, TAIPEI, TEL_AVIV,
      THAILAND, UAE,
    ],
    controls: [hub("Inspector.2"), ...nist("RA-5"), ...pci("11.3.1")],
    offBecause: inspector("the image"),
  },
  inspectorLambdaStandardScanEnabled: {
    identifier: "INSPECTOR_LAMBDA_STANDARD_SCAN_ENABLED",
    title: "Amazon Inspector does not scan Lambda functions",
    ...PERIODIC,
    // prettier-ignore
    absentFrom: [
      BEIJING, CALGARY, HYDERABAD, MALAYSIA, MELBOURNE, MEXICO, NEW_ZEALAND, NINGXIA, SPAIN, TAIPEI, TEL_AVIV,
      THAILAND, UAE,
    ],
    controls: [hub("Inspector.4"), ...nist("RA-5"), ...pci("11.3.1")],
    offBecause: inspector("the function"),
  },
} as const satisfies Readonly<Record<string, ConfigRuleDefinition>>;
