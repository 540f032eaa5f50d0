export const CIS_SCAN_CONFIGURATION = "AWS::InspectorV2::CisScanConfiguration";

const startTime = {
  type: "object",
  additionalProperties: false,
  required: ["TimeOfDay", "TimeZone"],
  properties: {
    TimeOfDay: { type: "string", pattern: "^([0-1]?[0-9]|2[0-3]):[0-5][0-9]$" },
    TimeZone: { type: "string" },
  },
};
const day = { type: "string", enum: ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"] };

const begins = (more: object, ...required: string[]): object => ({
  type: "object",
  additionalProperties: false,
  required: ["StartTime", ...required],
  properties: { StartTime: startTime, ...more },
});

/**
 * What CloudFormation knows of the type, as far as the provider needs it: it checks the desired state by this, and learns that
 * nothing of it replaces a configuration.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-inspectorv2-cisscanconfiguration.html
 */
export const CIS_SCAN_CONFIGURATION_SCHEMA = {
  typeName: CIS_SCAN_CONFIGURATION,
  description: "A CIS scan configuration of Amazon Inspector",
  additionalProperties: false,
  required: ["ScanName", "SecurityLevel", "Schedule", "Targets"],
  primaryIdentifier: ["/properties/Arn"],
  readOnlyProperties: ["/properties/Arn"],
  properties: {
    Arn: { type: "string" },
    ScanName: { type: "string", minLength: 1 },
    SecurityLevel: { type: "string", enum: ["LEVEL_1", "LEVEL_2"] },
    Schedule: {
      type: "object",
      additionalProperties: false,
      properties: {
        OneTime: { type: "object" },
        Daily: begins({}),
        Weekly: begins({ Days: { type: "array", minItems: 1, maxItems: 7, uniqueItems: true, items: day } }, "Days"),
        Monthly: begins({ Day: day }, "Day"),
      },
    },
    Targets: {
      type: "object",
      additionalProperties: false,
      required: ["AccountIds", "TargetResourceTags"],
      properties: {
        AccountIds: {
          type: "array",
          minItems: 1,
          maxItems: 10_000,
          uniqueItems: true,
          items: { type: "string", pattern: "^\\d{12}|ALL_ACCOUNTS|SELF$" },
        },
        TargetResourceTags: {
          type: "object",
          maxProperties: 5,
          additionalProperties: false,
          patternProperties: {
            "^.+$": { type: "array", minItems: 1, maxItems: 5, uniqueItems: true, items: { type: "string" } },
          },
        },
      },
    },
    Tags: {
      type: "object",
      additionalProperties: false,
      patternProperties: { "^.{2,127}$": { type: "string", pattern: "^.{1,255}$" } },
    },
  },
};
