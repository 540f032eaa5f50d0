import { CloudcontrolapiResource } from "@cdktf/provider-aws/lib/cloudcontrolapi-resource";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { CisSchedule } from "../../aws/cis-schedule";
import { PREVENT_DESTROY } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { CIS_SCAN_CONFIGURATION, CIS_SCAN_CONFIGURATION_SCHEMA } from "./cis-scan-configuration-schema";

export interface CisScanConfigurationProps {
  /** The delegated administrator of Amazon Inspector, in the region of the instances. */
  readonly environment: Environment;
  /** 1 to 128 characters. Names need not be unique to AWS. */
  readonly scanName: string;
  readonly level: 1 | 2;
  readonly schedule: CisSchedule;
  /**
   * Ids of the accounts of the instances.
   * @default - every account of the organization
   */
  readonly accountIds?: readonly string[];
  /** One to five tag keys of the instances, each with one to five values. */
  readonly targetTags: Readonly<Record<string, readonly string[]>>;
  /** Default tags of the provider do not reach what Cloud Control makes. */
  readonly tags: Readonly<Record<string, string>>;
  /**
   * What switches Amazon Inspector on in the account, and in those of `accountIds`, which AWS asks for.
   * @default - all of it is on
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * Which instances are checked against CIS benchmarks, and when.
 *
 * hashicorp/aws has no resource for it but Cloud Control's, which does not ask AWS how the configuration is now: a change by
 * hand is not seen by a plan, and one that exists cannot be imported. `cisConfigurationDifferences` compares them.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-inspectorv2-cisscanconfiguration.html
 */
export class CisScanConfiguration extends Construct {
  constructor(scope: Construct, id: string, props: CisScanConfigurationProps) {
    super(scope, id);
    const { accountIds, dependsOn = [], environment, level, scanName, schedule, tags, targetTags } = props;
    new CloudcontrolapiResource(this, "Default", {
      ...inEnvironment(environment),
      typeName: CIS_SCAN_CONFIGURATION,
      // Without it, every plan asks CloudFormation for it, and ends where the deployment role may not.
      schema: JSON.stringify(CIS_SCAN_CONFIGURATION_SCHEMA),
      // The same order of keys in every plan: the provider compares texts.
      desiredState: JSON.stringify({
        ScanName: scanName,
        SecurityLevel: `LEVEL_${level}`,
        Schedule: schedule,
        Targets: {
          AccountIds: accountIds ?? ["ALL_ACCOUNTS"],
          TargetResourceTags: sorted(targetTags),
        },
        Tags: sorted(tags),
      }),
      dependsOn: [...dependsOn],
      lifecycle: PREVENT_DESTROY,
    });
  }
}

function sorted<T>(mapping: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1)));
}
