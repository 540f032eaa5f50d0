import { CloudcontrolapiResource } from "@cdktf/provider-aws/lib/cloudcontrolapi-resource";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import {
  checkCountable,
  checkFormat,
  checkFormats,
  checkNotEmpty,
  checkNumberOf,
  checkOneOf,
  nameOf,
  pathOf,
  refuse,
} from "../checks";
import { CIS_DAYS } from "../../aws/cis-schedule";
import type { CisSchedule } from "../../aws/cis-schedule";
import { PREVENT_DESTROY } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { after } from "../waiting";
import type { Waited } from "../waiting";
import { CIS_SCAN_CONFIGURATION, CIS_SCAN_CONFIGURATION_SCHEMA } from "./cis-scan-configuration-schema";

/** The environment is the delegated administrator of Amazon Inspector, in the region of the instances. */
export interface CisScanConfigurationProps extends EnvironmentProps {
  /**
   * 1 to 128 characters. Names need not be unique to AWS.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly scanName?: string;
  /**
   * Of the benchmarks: what is safe for most, or more than that.
   * @default 1
   */
  readonly level?: 1 | 2;
  /**
   * When it runs, as AWS spells it.
   * @default - on Sundays at 03:00 UTC
   */
  readonly schedule?: CisSchedule;
  /**
   * Ids of the accounts of the instances; `SELF` is that of the environment.
   * @default - every account of the organization
   */
  readonly accountIds?: readonly string[];
  /** One to five tag keys of the instances, each with one to five values. */
  readonly targetTags: Readonly<Record<string, readonly string[]>>;
  /**
   * Default tags of the provider do not reach what Cloud Control makes. Keys have 2 to 127 characters, values 1 to 255.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * What switches Amazon Inspector on in the account, and in those of `accountIds`, which AWS asks for.
   * @default - all of it is on
   */
  readonly after?: readonly Waited[];
}

const SUNDAY_NIGHT: CisSchedule = { Weekly: { StartTime: { TimeOfDay: "03:00", TimeZone: "UTC" }, Days: ["SUN"] } };
const MOST_TAGS = 5;
const MOST_VALUES = 5;

/**
 * Which instances are checked against CIS benchmarks, and when.
 *
 * hashicorp/aws has no resource for it but Cloud Control's, which does not ask AWS how the configuration is now: a change by
 * hand is not seen by a plan, and one that exists cannot be imported.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-inspectorv2-cisscanconfiguration.html
 */
export class CisScanConfiguration extends Construct {
  /** The configuration itself. */
  readonly configuration: CloudcontrolapiResource;
  /** The configuration: scans are scheduled from then on. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: CisScanConfigurationProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { accountIds, level = 1, scanName = nameOf(where), schedule = SUNDAY_NIGHT, tags, targetTags } = props;
    checkFormats(where, { scanName }, { scanName: FORMATS.cisScanName });
    checkOneOf(where, "level", level, [1, 2]);
    checkSchedule(where, schedule);
    checkTargets(where, props);
    this.configuration = new CloudcontrolapiResource(this, "Default", {
      ...inEnvironment(environmentOf(scope, id, props)),
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
        Tags: tags && sorted(tags),
      }),
      dependsOn: after(this, ...(props.after ?? [])),
      lifecycle: PREVENT_DESTROY,
    });
    this.ready = this.configuration;
  }
}

function checkSchedule(where: string, schedule: CisSchedule): void {
  const weekly = "Weekly" in schedule ? schedule.Weekly : undefined;
  const monthly = "Monthly" in schedule ? schedule.Monthly : undefined;
  const timed = weekly ?? monthly ?? ("Daily" in schedule ? schedule.Daily : undefined);
  checkNotEmpty(where, "schedule.Weekly.Days", weekly?.Days);
  for (const [index, day] of (weekly?.Days ?? []).entries()) {
    checkOneOf(where, `schedule.Weekly.Days[${index}]`, day, CIS_DAYS);
  }
  checkOneOf(where, "schedule.Monthly.Day", monthly?.Day, CIS_DAYS);
  checkFormats(`${where}: schedule.StartTime`, timed?.StartTime ?? {}, {
    TimeOfDay: FORMATS.cisTimeOfDay,
    TimeZone: FORMATS.cisTimeZone,
  });
}

function checkTargets(where: string, { accountIds, targetTags }: CisScanConfigurationProps): void {
  checkCountable(where, "accountIds", accountIds);
  checkNotEmpty(where, "accountIds", accountIds);
  for (const [index, account] of (accountIds ?? []).entries()) {
    if (account !== "SELF") {
      checkFormat(where, `accountIds[${index}]`, account, FORMATS.accountId);
    }
  }
  const tags = Object.entries(targetTags);
  if (tags.length === 0) {
    refuse(where, "targetTags", { got: "none", allowed: "one to five tag keys of the instances" });
  }
  checkNumberOf(where, "targetTags", tags, MOST_TAGS);
  for (const [key, values] of tags) {
    checkNotEmpty(where, `targetTags.${key}`, values);
    checkNumberOf(where, `targetTags.${key}`, values, MOST_VALUES);
  }
}

function sorted<T>(mapping: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1)));
}
