import { FEATURES } from "../../aws/availability";
import { fieldsOf, present } from "../readable";
import type { Reading, Written } from "../readable";
import type { Finding, Path } from "../source/document";
import { accountsOf } from "./accounts";
import type { Findings } from "./finding";
import type { Rule } from "./rule";

function isChosen({ baseline }: Reading): boolean {
  return baseline?.deployment === "stacksets";
}

/** What a stack for each account does, and no template can. */
function needsStacks(reading: Reading): Finding[] {
  const { archive, config, hosts } = reading;
  const needing: [isOn: boolean, path: Path, off: string][] = [
    [hosts?.agent?.enabled === true, ["hosts", "agent"], "hosts.agent.enabled: false"],
    [hosts?.sessions?.enabled === true, ["hosts", "sessions"], "hosts.sessions.enabled: false"],
    [archive?.mfaDelete === "required", ["archive", "mfaDelete"], "archive.mfaDelete: off"],
    [config?.recording?.role === "own", ["config", "recording", "role"], "config.recording.role: service-linked"],
    ...fieldsOf(config?.rules, ["config", "rules"]).map(({ path, value: { remediation } }): [boolean, Path, string] => {
      const place = [...path, "remediation"];
      return [remediation !== undefined && remediation !== "off", place, `${place.join(".")}: off`];
    }),
  ];
  return needing
    .filter(([isOn]) => isOn && isChosen(reading))
    .map(([, path, off]) => ({
      path,
      message: "not possible with baseline.deployment: stacksets, which has no stack for each account",
      fix: `set ${off}, or baseline.deployment: terraform`,
    }));
}

/** CloudFormation imports resources one stack at a time, by hand. */
function adoptionWithStackSets(reading: Reading): Finding[] {
  return accountsOf(reading)
    .filter(({ account, kind }) => isChosen(reading) && kind !== "management" && account.existingConfig)
    .map(({ path }) => ({
      path: [...path, "existingConfig"],
      message: "StackSets cannot adopt a recorder that exists",
      fix: "delete it in this account before the first deployment, or set baseline.deployment: terraform",
    }));
}

/** An account without a stack of its own leaves by being moved or removed; StackSets keep what is in it. */
function leavingWithStackSets(reading: Reading): Finding[] {
  return accountsOf(reading)
    .filter(({ account }) => isChosen(reading) && account.leaving)
    .map(({ path }) => ({
      path,
      key: "leaving",
      message: "with baseline.deployment: stacksets the account has no stack that could be emptied",
      fix: "remove leaving; what StackSets made in the account stays until it is deleted there",
    }));
}

/** The functions' permissions are made by Terraform, for the accounts that the file names. */
function functionsWithStackSets(reading: Reading): Findings {
  return isChosen(reading) && Object.keys(reading.config?.functionRules ?? {}).length > 0
    ? {
        path: ["config"],
        key: "functionRules",
        severity: "warning",
        message: "accounts that join later have no permission to run these functions until they are in this file",
        fix: "name them under accounts.workloads and deploy again, or write the rules as policyRules, which need no permission",
      }
    : [];
}

/** Settings of accounts that CloudFormation has no resource for: rules report them, nothing sets them. */
function unsetByStackSets(reading: Reading, written: Written): Findings {
  const { baseline = {}, flowLogs, regions } = reading;
  const lacking = present(regions).filter((region) =>
    FEATURES.snapshotBlockInCloudFormation.absentFrom.includes(region),
  );
  const settings: [path: string, isOn: boolean | undefined][] = [
    ["baseline.s3PublicAccessBlock", baseline.s3PublicAccessBlock],
    ["baseline.ebsEncryption", baseline.ebsEncryption],
    [
      `baseline.snapshotSharing (in ${lacking.join(" and ")})`,
      lacking.length > 0 && baseline.snapshotSharing?.startsWith("block"),
    ],
    ["baseline.instanceMetadata", baseline.instanceMetadata?.version2 === "required"],
    ["baseline.passwordPolicy", baseline.passwordPolicy?.enabled],
    ["baseline.defaultSecurityGroups", baseline.defaultSecurityGroups === "strip"],
    ["baseline.defaultVpcs", baseline.defaultVpcs !== undefined && baseline.defaultVpcs !== "keep"],
    ["baseline.securityContact", baseline.securityContact !== undefined],
    ["flowLogs.vpcs", flowLogs?.vpcs === "all"],
    ["config.recording.retention", written(["config", "recording", "retention"])],
  ];
  const unset = settings.flatMap(([path, isOn]) => (isOn ? [path] : []));
  return isChosen(reading) && unset.length > 0
    ? {
        path: ["baseline", "deployment"],
        severity: "warning",
        message: `CloudFormation has no resource for some settings, which are not made in member accounts: ${unset.join(", ")}`,
        fix: "AWS Config rules report accounts that lack them; make them there by other means, or set baseline.deployment: terraform",
      }
    : [];
}

export const STACK_SET_RULES = [
  needsStacks,
  adoptionWithStackSets,
  leavingWithStackSets,
  functionsWithStackSets,
  unsetByStackSets,
] satisfies Rule[];
