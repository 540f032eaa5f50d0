const BOOLEAN = { pattern: /^(true|false)$/i, allowed: '"true" or "false"' };
const WHOLE_NUMBER = { pattern: /^[0-9]{1,9}$/, allowed: 'a whole number in quotes, such as "90"' };
const ACCOUNTS = {
  pattern: /^[0-9]{12}(,[0-9]{12})*$/,
  allowed: "twelve digits, or several of them with commas between",
};

/** What a value of a parameter has to look like. */
export interface ParameterForm {
  readonly pattern: RegExp;
  /** The same for people. */
  readonly allowed: string;
}

/**
 * Parameters of the rules of the catalog whose values are more than text, by their names: AWS Config refuses other values
 * when the rule is deployed, or the rule then never finds anything. The others take names, ids, ARNs and prefixes.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
 */
export const PARAMETER_FORMS: ReadonlyMap<string, ParameterForm> = new Map(
  Object.entries({
    alarmActionRequired: BOOLEAN,
    BlockPublicAcls: BOOLEAN,
    BlockPublicPolicy: BOOLEAN,
    CentralMonitoringAccount: ACCOUNTS,
    comparisonOperator: oneOf(
      "GreaterThanOrEqualToThreshold",
      "GreaterThanThreshold",
      "LessThanThreshold",
      "LessThanOrEqualToThreshold",
    ),
    evaluationPeriods: WHOLE_NUMBER,
    expectedDeliveryWindowAge: WHOLE_NUMBER,
    IgnorePublicAcls: BOOLEAN,
    includeManagementEvents: BOOLEAN,
    insufficientDataActionRequired: BOOLEAN,
    isMfaDeleteEnabled: BOOLEAN,
    MasterAccountId: { pattern: /^[0-9]{12}$/, allowed: "twelve digits" },
    maxAccessKeyAge: WHOLE_NUMBER,
    MaxPasswordAge: WHOLE_NUMBER,
    MinimumPasswordLength: WHOLE_NUMBER,
    MinRetentionTime: oneOf(..."1 3 5 7 14 30 60 90 120 150 180 365 400 545 731 1827 3653".split(" ")),
    mode: oneOf("GOVERNANCE", "COMPLIANCE"),
    okActionRequired: BOOLEAN,
    PasswordReusePrevention: WHOLE_NUMBER,
    period: WHOLE_NUMBER,
    readWriteType: oneOf("ReadOnly", "WriteOnly", "ALL"),
    ReplicationType: oneOf("CROSS-REGION", "SAME-REGION"),
    RequireLowercaseCharacters: BOOLEAN,
    RequireNumbers: BOOLEAN,
    RequireSymbols: BOOLEAN,
    RequireUppercaseCharacters: BOOLEAN,
    RestrictPublicBuckets: BOOLEAN,
    statistic: oneOf("SampleCount", "Average", "Sum", "Minimum", "Maximum"),
    targetExpirationDays: WHOLE_NUMBER,
    targetTransitionDays: WHOLE_NUMBER,
    threshold: { pattern: /^-?[0-9]+(\.[0-9]+)?$/, allowed: 'a number in quotes, such as "90"' },
    trafficType: oneOf("ACCEPT", "REJECT", "ALL"),
  }),
);

function oneOf(...values: readonly string[]): ParameterForm {
  return { pattern: new RegExp(`^(${values.join("|")})$`), allowed: values.join(", ") };
}
