import { globalTemplate } from "../../../modules/stacksets/global-template";
import type { GlobalTemplateProps } from "../../../modules/stacksets/global-template";
import type { StackTemplate } from "../../../modules/stacksets/template";

const BUS_ARN = "arn:aws:events:eu-west-1:333333333333:event-bus/security";
const SERVICE_LINKED_ROLE = "AWS::IAM::ServiceLinkedRole";

function template(props: GlobalTemplateProps): StackTemplate {
  const made = globalTemplate(props);
  if (made === undefined) throw new Error("the template makes nothing");
  return made;
}

describe("globalTemplate", () => {
  it("makes the role that AWS Config reads an account with", () => {
    expect(template({ configRole: "create" })).toEqual({
      Description: expect.any(String) as string,
      Conditions: {},
      Resources: {
        ConfigServiceLinkedRole: {
          Type: SERVICE_LINKED_ROLE,
          Condition: undefined,
          Properties: { AWSServiceName: "config.amazonaws.com" },
        },
      },
    });
  });

  it("makes it in all accounts but those that have it", () => {
    const { Conditions, Resources } = template({ configRole: "create", accountsWithConfigRole: ["111111111111"] });
    expect(Resources.ConfigServiceLinkedRole?.Condition).toBe("LacksConfigRole");
    expect(Conditions).toEqual({
      LacksConfigRole: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "AWS::AccountId" }, "111111111111"] }] },
    });
  });

  it("makes it nowhere where asked, and no condition either", () => {
    const { Conditions, Resources } = template({
      configRole: "existing",
      accountsWithConfigRole: ["111111111111"],
      forwarder: { roleName: "forwarder", busArn: BUS_ARN },
    });
    expect(Object.values(Resources).map(({ Type }) => Type)).not.toContain(SERVICE_LINKED_ROLE);
    expect(Conditions).toEqual({});
  });

  it("is none when there is nothing to make", () => {
    expect(globalTemplate({ configRole: "existing" })).toBeUndefined();
  });

  it("makes the role that forwards events, for rules of the stack's own account", () => {
    const { Resources } = template({ configRole: "existing", forwarder: { roleName: "forwarder", busArn: BUS_ARN } });
    expect(Resources.EventForwarder).toMatchObject({
      Type: "AWS::IAM::Role",
      Properties: {
        RoleName: "forwarder",
        AssumeRolePolicyDocument: {
          Statement: [
            {
              Principal: { Service: "events.amazonaws.com" },
              Condition: { StringEquals: { "aws:SourceAccount": { "Fn::Sub": "${AWS::AccountId}" } } },
            },
          ],
        },
        Policies: [
          {
            PolicyName: "forward-events",
            PolicyDocument: { Statement: [{ Action: "events:PutEvents", Resource: BUS_ARN }] },
          },
        ],
        ManagedPolicyArns: undefined,
      },
    });
  });

  it("makes the role for emergencies, assumed with multi-factor authentication for an hour", () => {
    const users = ["arn:aws:iam::111111111111:user/security-lead"];
    const { Resources } = template({
      configRole: "existing",
      breakGlass: { roleName: "emergency", trusted: { users } },
    });
    expect(Resources.BreakGlass).toMatchObject({
      Properties: {
        RoleName: "emergency",
        MaxSessionDuration: 3600,
        AssumeRolePolicyDocument: {
          Statement: [
            {
              Principal: { AWS: users },
              Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
            },
          ],
        },
        Policies: undefined,
        ManagedPolicyArns: [{ "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess" }],
      },
    });
  });

  it("makes other roles and policies", () => {
    const { Resources } = template({
      configRole: "existing",
      roles: [{ resourceName: "Reader", roleName: "reader", description: "Reads", assumeRolePolicy: "{}" }],
      managedPolicies: [
        { resourceName: "Reading", policyName: "reading", description: "Read", document: '{"Statement":[]}' },
      ],
    });
    expect(Resources).toMatchObject({
      Reader: { Properties: { RoleName: "reader", Description: "Reads", AssumeRolePolicyDocument: {} } },
      Reading: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: { ManagedPolicyName: "reading", Description: "Read", PolicyDocument: { Statement: [] } },
      },
    });
  });

  it("refuses a second resource of the same name", () => {
    const policy = { resourceName: "BreakGlass", policyName: "reading", description: "Read", document: "{}" };
    expect(() =>
      globalTemplate({
        configRole: "existing",
        breakGlass: { roleName: "emergency", trusted: { users: [] } },
        managedPolicies: [policy],
      }),
    ).toThrow('two resources of one template are called "BreakGlass"');
  });
});
