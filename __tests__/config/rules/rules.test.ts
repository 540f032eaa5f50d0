import { slugOf } from "../../../config/keys";
import { REGIONS } from "../../../aws/regions";
import { CONFIG_RULE_GROUPS, CONFIG_RULES } from "../../../config/aws-config/rules";
import { isOnByDefault } from "../../../config/aws-config/rules/definition";
import { INPUT, RULES } from "./support";

/** What AWS Config knows about logging and monitoring: issue 6. */
// prettier-ignore
const LOGGING = [
  "cloudTrailEnabled", "multiRegionCloudTrailEnabled", "cloudTrailSecurityTrailEnabled",
  "cloudTrailEncryptionEnabled", "cloudTrailLogFileValidationEnabled", "cloudTrailCloudWatchLogsEnabled",
  "cloudTrailS3DataEventsEnabled", "cloudWatchLogGroupEncrypted", "cwLogGroupRetentionPeriodCheck",
  "vpcFlowLogsEnabled", "s3BucketLoggingEnabled", "s3BucketDefaultLockEnabled", "s3BucketReplicationEnabled",
  "s3BucketVersioningEnabled", "s3LifecyclePolicyCheck", "s3VersionLifecyclePolicyCheck",
  "s3BucketSslRequestsOnly", "s3DefaultEncryptionKms", "kmsCmkNotScheduledForDeletion",
  "cmkBackingKeyRotationEnabled", "snsEncryptedKms", "cloudWatchAlarmActionCheck",
  "cloudWatchAlarmActionEnabledCheck", "cloudWatchAlarmSettingsCheck", "guardDutyEnabledCentralized",
  "securityHubEnabled", "rootAccountMfaEnabled", "rootAccountHardwareMfaEnabled", "iamRootAccessKeyCheck",
  "accountPartOfOrganizations",
];

const CONTROLS = [
  /^CIS AWS Foundations 5\.0 [1-9](\.[1-9][0-9]?){1,2}$/,
  /^Security Hub [A-Z][A-Za-z0-9]+\.[1-9][0-9]*$/,
  /^NIST SP 800-53 [A-Z]{2}-[1-9][0-9]?(\([1-9][0-9]?\))?$/,
  /^PCI DSS 4\.0 [1-9][0-9]?(\.[1-9][0-9]?){1,2}$/,
];

describe.each(RULES)("the rule %s", (key, rule) => {
  const { absentFrom, allowedParameters = {}, controls, identifier, note, offBecause } = rule;
  const { parameters, requiredParameters = [], resourceTypes, title, trigger } = rule;
  const given = parameters?.(INPUT) ?? {};

  it("has a key that is AWS's identifier in camelCase", () => {
    expect(identifier).toMatch(/^[A-Z0-9]+(_[A-Z0-9]+)+$/);
    expect(key).toMatch(/^[a-z]+([A-Z0-9][A-Za-z0-9]*)+$/);
    expect(key.toUpperCase()).toBe(identifier.replaceAll("_", ""));
  });

  it("says what it reports, and why it is off where it is", () => {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(note ?? "A note.").toMatch(/^[A-Z`].*\.$/);
    expect(offBecause ?? "A reason.").toMatch(/^[A-Za-z].*\.$/);
  });

  it("is set off by changes of the types that it names, or by the clock and names none", () => {
    expect(resourceTypes.length === 0).toBe(trigger === "period");
    for (const type of resourceTypes) {
      expect(type).toMatch(/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/);
    }
  });

  it("is missing in regions that exist, but not in all of them", () => {
    expect([...REGIONS.keys()]).toEqual(expect.arrayContaining([...absentFrom]));
    expect(new Set(absentFrom).size).toBe(absentFrom.length);
    expect(absentFrom).not.toContain("us-east-1");
  });

  it("sets parameters that AWS knows, and those that it requires unless it is off", () => {
    expect(Object.keys(allowedParameters)).toEqual(
      expect.arrayContaining([...Object.keys(given), ...requiredParameters]),
    );
    if (isOnByDefault(rule)) {
      expect(Object.keys(given)).toEqual(expect.arrayContaining([...requiredParameters]));
    }
    for (const value of Object.values(given)) {
      expect(value).toMatch(/^\S+$/);
    }
    for (const text of Object.values(allowedParameters)) {
      expect(text).toMatch(/^[A-Z`].*\.$/);
    }
  });

  it("serves controls, each of one of four standards and named once", () => {
    expect(controls.filter((control) => !CONTROLS.some((form) => form.test(control)))).toEqual([]);
    expect(controls.length).toBeGreaterThan(0);
    expect(new Set(controls).size).toBe(controls.length);
  });
});

describe("the catalog", () => {
  it("has every identifier once", () => {
    const identifiers = RULES.map(([, { identifier }]) => identifier);
    expect(new Set(identifiers).size).toBe(identifiers.length);
  });

  it("has no two keys that one name would be made of", () => {
    expect(new Set(RULES.map(([key]) => slugOf(key))).size).toBe(RULES.length);
  });

  it("has every rule in one group", () => {
    const grouped = Object.values(CONFIG_RULE_GROUPS).flatMap((rules) => Object.keys(rules));
    expect(grouped).toEqual(Object.keys(CONFIG_RULES));
  });

  it("has every rule about logging and monitoring", () => {
    expect(LOGGING).toHaveLength(30);
    expect(Object.keys(CONFIG_RULES)).toEqual(expect.arrayContaining(LOGGING));
  });

  it("has no rule on that the landing zone's own resources are to fail", () => {
    const failing = ["s3BucketDefaultLockEnabled", "s3BucketReplicationEnabled", "s3DefaultEncryptionKms"];
    expect(RULES.filter(([key, rule]) => failing.includes(key) && isOnByDefault(rule))).toEqual([]);
  });

  it.each([
    ["kmsCmkNotScheduledForDeletion", "eu-south-1"],
    ["rootAccountHardwareMfaEnabled", "eu-central-2"],
    ["ebsSnapshotPublicRestorableCheck", "eu-south-2"],
  ] as const)("knows that AWS has no %s in %s", (key, region) => {
    expect(CONFIG_RULES[key].absentFrom).toContain(region);
  });
});
