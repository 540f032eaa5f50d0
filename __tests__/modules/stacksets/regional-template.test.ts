import { regionalTemplate } from "../../../modules/stacksets/regional-template";
import type {
  ForwardedEventsProps,
  ForwardingRuleProps,
  RegionalTemplateProps,
} from "../../../modules/stacksets/regional-template";
import { TEMPLATE_BODY_LIMIT, templateBody } from "../../../modules/stacksets/template";
import type { StackTemplate, TemplateValue } from "../../../modules/stacksets/template";

const bucketName = "config-bucket";
const PATTERN = { source: ["aws.config"] };
const GLOBAL_PATTERN = { source: ["aws.config", "aws.iam"] };
const RULE: ForwardingRuleProps = {
  suffix: "",
  ruleName: "to-security-bus",
  pattern: JSON.stringify(PATTERN),
  globalPattern: JSON.stringify(GLOBAL_PATTERN),
};
const FORWARDING: ForwardedEventsProps = {
  description: "Hands security events on",
  busArn: "arn:aws:events:eu-west-1:333333333333:event-bus/security",
  roleName: "forwarder",
  globalRegion: "us-east-1",
  rules: [RULE],
};

const forwardingBy = (...rules: ForwardingRuleProps[]): ForwardedEventsProps => ({ ...FORWARDING, rules });

function template(props: Partial<RegionalTemplateProps> = {}): StackTemplate {
  const made = regionalTemplate({ homeRegion: "eu-west-1", recording: { bucketName }, ...props });
  if (made === undefined) throw new Error("the template makes nothing");
  return made;
}

const inRegion = (region: string): TemplateValue => ({ "Fn::Equals": [{ Ref: "AWS::Region" }, region] });

describe("regionalTemplate", () => {
  const { Conditions, Resources } = template();

  it("makes what it is asked for, and is no template where that is nothing", () => {
    const types = (props: Partial<RegionalTemplateProps>) =>
      Object.values(template(props).Resources).map(({ Type }) => Type);
    expect(types({ recording: undefined, forwarding: FORWARDING })).toEqual(["AWS::Events::Rule"]);
    expect(types({})).toEqual(["AWS::Config::ConfigurationRecorder", "AWS::Config::DeliveryChannel"]);
    expect(regionalTemplate({ homeRegion: "eu-west-1" })).toBeUndefined();
  });

  it("records with AWS Config's service-linked role of the stack's own account", () => {
    expect(Resources.Recorder).toMatchObject({
      Type: "AWS::Config::ConfigurationRecorder",
      Properties: {
        Name: "default",
        RoleARN: {
          "Fn::Sub":
            "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
        },
      },
    });
  });

  it("records with another role where asked", () => {
    const configRoleArn = "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/config";
    const { Recorder } = template({ recording: { bucketName, configRoleArn } }).Resources;
    expect(Recorder?.Properties.RoleARN).toEqual({ "Fn::Sub": configRoleArn });
  });

  it("records IAM's types in the home region only", () => {
    expect(Conditions).toEqual({ InHomeRegion: inRegion("eu-west-1") });
    expect(Resources.Recorder?.Properties.RecordingGroup).toEqual({
      "Fn::If": [
        "InHomeRegion",
        { AllSupported: true, IncludeGlobalResourceTypes: true },
        { AllSupported: true, IncludeGlobalResourceTypes: false },
      ],
    });
  });

  it("says once what is the same in every region", () => {
    const resourceTypes = { only: ["AWS::EC2::Instance"] };
    const same = template({ recording: { bucketName, resourceTypes, frequency: "daily" } });
    expect(same.Conditions).toEqual({});
    expect(same.Resources.Recorder?.Properties).toMatchObject({
      RecordingGroup: { ResourceTypes: ["AWS::EC2::Instance"] },
      RecordingMode: { RecordingFrequency: "DAILY" },
    });
  });

  it("has a frequency for IAM's types in the home region only", () => {
    const { Recorder } = template({ recording: { bucketName, otherFrequency: ["AWS::IAM::Role"] } }).Resources;
    expect(Recorder?.Properties.RecordingMode).toEqual({
      "Fn::If": [
        "InHomeRegion",
        {
          RecordingFrequency: "CONTINUOUS",
          RecordingModeOverrides: [{ ResourceTypes: ["AWS::IAM::Role"], RecordingFrequency: "DAILY" }],
        },
        { Ref: "AWS::NoValue" },
      ],
    });
  });

  it("has recorder and channel in the home region only when IAM's types are all that is recorded", () => {
    const onlyIam = template({ recording: { bucketName, resourceTypes: { only: ["AWS::IAM::Role"] } } }).Resources;
    for (const resource of [onlyIam.Recorder, onlyIam.DeliveryChannel]) {
      expect(resource?.Condition).toBe("InHomeRegion");
    }
    expect(onlyIam.Recorder?.Properties.RecordingGroup).toMatchObject({ ResourceTypes: ["AWS::IAM::Role"] });
  });

  it("has to record something", () => {
    expect(() => template({ recording: { bucketName, resourceTypes: { only: [] } } })).toThrow("at least one type");
  });

  it("delivers to the archive every day", () => {
    expect(Resources.DeliveryChannel).toMatchObject({
      Type: "AWS::Config::DeliveryChannel",
      Properties: {
        Name: "default",
        S3BucketName: bucketName,
        ConfigSnapshotDeliveryProperties: { DeliveryFrequency: "TwentyFour_Hours" },
        SnsTopicARN: undefined,
      },
    });
  });

  it("delivers as often, and notifies the topic of the same region, where asked", () => {
    const topic = { accountId: "333333333333", topicName: "config" };
    const { DeliveryChannel } = template({
      recording: { bucketName, topic, deliveryFrequency: "Six_Hours" },
    }).Resources;
    expect(DeliveryChannel?.Properties).toMatchObject({
      ConfigSnapshotDeliveryProperties: { DeliveryFrequency: "Six_Hours" },
      SnsTopicARN: { "Fn::Sub": "arn:${AWS::Partition}:sns:${AWS::Region}:333333333333:config" },
    });
  });

  it("lets neither recorder nor channel wait for the other, which CloudFormation would do for ever", () => {
    expect(templateBody(template())).not.toContain("DependsOn");
  });

  it("forwards no events unless asked", () => {
    expect(Resources.SecurityEvents).toBeUndefined();
  });

  it("forwards other events in the region of global services than elsewhere", () => {
    const forwarding = template({ forwarding: FORWARDING });
    expect(forwarding.Conditions).toMatchObject({ InRegionOfGlobalServices: inRegion("us-east-1") });
    expect(forwarding.Resources.SecurityEvents).toEqual({
      Type: "AWS::Events::Rule",
      Condition: undefined,
      Properties: {
        Name: "to-security-bus",
        Description: "Hands security events on",
        EventPattern: { "Fn::If": ["InRegionOfGlobalServices", GLOBAL_PATTERN, PATTERN] },
        Targets: [
          {
            Id: "security-bus",
            Arn: FORWARDING.busArn,
            RoleArn: { "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/forwarder" },
          },
        ],
      },
    });
  });

  it("puts events on further buses, each by itself", () => {
    const further = "arn:aws:events:us-east-1:333333333333:event-bus/tampering";
    const both = template({ forwarding: { ...FORWARDING, furtherBusArns: [further] } });
    expect(both.Resources.SecurityEvents?.Properties.Targets).toMatchObject([
      { Id: "security-bus", Arn: FORWARDING.busArn },
      { Id: "tampering", Arn: further },
    ]);
  });

  it("needs no condition where the events are the same", () => {
    const forwarding = template({ forwarding: forwardingBy({ ...RULE, pattern: RULE.globalPattern }) });
    expect(forwarding.Conditions).not.toHaveProperty("InRegionOfGlobalServices");
    expect(forwarding.Resources.SecurityEvents?.Properties.EventPattern).toEqual(GLOBAL_PATTERN);
  });

  it("has a rule in the region of global services only when nothing else is forwarded", () => {
    const { SecurityEvents } = template({ forwarding: forwardingBy({ ...RULE, pattern: undefined }) }).Resources;
    expect(SecurityEvents?.Condition).toBe("InRegionOfGlobalServices");
    expect(SecurityEvents?.Properties.EventPattern).toEqual(GLOBAL_PATTERN);
  });

  it("has as many rules as there are patterns, of which some get calls that only read", () => {
    const reads = { ...RULE, suffix: "-reads", ruleName: "to-security-bus-reads", readsToo: true };
    const { SecurityEvents, SecurityEventsreads } = template({ forwarding: forwardingBy(RULE, reads) }).Resources;
    expect(SecurityEvents?.Properties.State).toBeUndefined();
    expect(SecurityEventsreads?.Properties).toMatchObject({
      Name: "to-security-bus-reads",
      State: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    });
  });

  it("blocks public snapshots where asked", () => {
    expect(Resources.SnapshotBlock).toBeUndefined();
    expect(template({ snapshotSharing: "block-new-sharing" }).Resources.SnapshotBlock).toMatchObject({
      Type: "AWS::EC2::SnapshotBlockPublicAccess",
      Properties: { State: "block-new-sharing" },
    });
  });

  it("does nothing but forward events where nothing is governed", () => {
    const partly = template({
      forwarding: FORWARDING,
      forwardOnlyIn: "us-east-1",
      snapshotSharing: "block-all-sharing",
    });
    expect(partly.Conditions.IsGoverned).toEqual({ "Fn::Not": [inRegion("us-east-1")] });
    const conditions = Object.entries(partly.Resources).map(([name, { Condition }]) => [name, Condition]);
    expect(Object.fromEntries(conditions)).toEqual({
      Recorder: "IsGoverned",
      DeliveryChannel: "IsGoverned",
      SecurityEvents: undefined,
      SnapshotBlock: "IsGoverned",
    });
  });

  it("fits into a request with the longest patterns that EventBridge takes", () => {
    const pattern = JSON.stringify({ source: ["x".repeat(2048 - 15)] });
    const globalPattern = pattern.replace("x", "y");
    const rules = ["", "-2", "-reads"].map((suffix) => ({ ...RULE, suffix, pattern, globalPattern }));
    const body = templateBody(template({ forwarding: forwardingBy(...rules) }));
    expect(pattern).toHaveLength(2048);
    expect(Buffer.byteLength(body)).toBeLessThan(TEMPLATE_BODY_LIMIT / 2);
  });
});
