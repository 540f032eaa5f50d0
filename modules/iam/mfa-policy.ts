import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, checkOneOf, nameOf, pathOf } from "../checks";
import { DESCRIPTION_STAYS } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { Environment, EnvironmentProps } from "../environment";
import { policyDocument } from "./policy-document";
import type { ExceptedActions, PolicyStatement } from "./policy-document";
import { policyVariable } from "./policy-variable";

/** Levels of the FIDO Alliance, the first being the lowest. */
const FIDO_LEVELS = ["L1", "L1plus", "L2", "L2plus", "L3", "L3plus"] as const;

/** Levels of certification of security keys. */
export type FidoLevel = (typeof FIDO_LEVELS)[number];

/** The environment is the account with the users. */
export interface MfaPolicyProps extends EnvironmentProps {
  /**
   * At most 128 letters, digits and `+=,.@_-`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly policyName?: string;
  /**
   * Lowest certification of the security keys that may be registered; then no other device may. It is told when a device is
   * registered only: those that users have already go on counting.
   * @default - any device
   */
  readonly hardware?: FidoLevel;
}

/**
 * What every user with a job function may and may not do for themselves: without multi-factor authentication nothing but to
 * set it up; with it, to see and change their own devices and password; access keys and other long-lived credentials never.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html
 */
export class MfaPolicy extends Construct {
  /** ARN of the policy. */
  readonly policyArn: string;
  /** The policy itself. */
  readonly policy: IamPolicy;
  /** The policy: groups wait for it. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: MfaPolicyProps = {}) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { hardware, policyName = nameOf(where) } = props;
    checkFormats(where, { policyName }, { policyName: FORMATS.iamPolicyName });
    checkOneOf(where, "hardware", hardware, FIDO_LEVELS);
    const environment = environmentOf(scope, id, props);
    this.policy = new IamPolicy(this, "Default", {
      lifecycle: DESCRIPTION_STAYS,
      ...inEnvironment(environment),
      name: policyName,
      description: "Nothing without multi-factor authentication, and no access keys",
      policy: policyDocument(...mfaStatements(environment, hardware)),
    });
    this.policyArn = this.policy.arn;
    this.ready = this.policy;
  }
}

/** The statements of the policy. */
export function mfaStatements(
  { accountId, partition }: Pick<Environment, "accountId" | "partition">,
  hardware?: FidoLevel,
): (ExceptedActions | PolicyStatement)[] {
  const iam = `arn:${partition}:iam::${accountId}`;
  const own = `${iam}:user/${policyVariable("aws:username")}`;
  return [
    {
      // These actions have no resources.
      Sid: "SeeAccountInfo",
      Effect: "Allow",
      Action: ["iam:GetAccountPasswordPolicy", "iam:GetAccountSummary", "iam:ListVirtualMFADevices"],
      Resource: "*",
    },
    {
      Sid: "SeeOwnUserAndDevices",
      Effect: "Allow",
      Action: ["iam:GetMFADevice", "iam:GetUser", "iam:ListMFADevices", "iam:ResyncMFADevice"],
      Resource: own,
    },
    ...registering(iam, own, hardware),
    {
      Sid: "ChangeOwnDevicesAndPasswordWithMfa",
      Effect: "Allow",
      Action: ["iam:ChangePassword", "iam:DeactivateMFADevice"],
      Resource: own,
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    },
    {
      Sid: "NothingButSetUpMfaWithoutMfa",
      Effect: "Deny",
      NotAction: [
        "iam:CreateVirtualMFADevice",
        "iam:EnableMFADevice",
        "iam:GetAccountSummary",
        "iam:GetMFADevice",
        "iam:GetUser",
        "iam:ListMFADevices",
        "iam:ListVirtualMFADevices",
        "iam:ResyncMFADevice",
        // The command line turns a code into a session with it.
        "sts:GetSessionToken",
      ],
      Resource: "*",
      // Access keys carry no sign of it at all.
      Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
    },
    {
      Sid: "NoLongLivedCredentials",
      Effect: "Deny",
      Action: [
        "iam:CreateAccessKey",
        "iam:CreateServiceSpecificCredential",
        "iam:ResetServiceSpecificCredential",
        "iam:UpdateAccessKey",
        "iam:UploadSSHPublicKey",
        "iam:UploadSigningCertificate",
      ],
      Resource: "*",
    },
  ];
}

/**
 * Registering a device: an application on a phone, or a security key of a certified model. A security key is registered in
 * two steps, the first of which does not know its certification yet.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_fido_supported_configurations.html
 */
function registering(iam: string, own: string, hardware?: FidoLevel): PolicyStatement[] {
  if (hardware === undefined) {
    return [
      {
        // The name of a device is free; only its owner can enable it.
        Sid: "MakeVirtualDevices",
        Effect: "Allow",
        Action: "iam:CreateVirtualMFADevice",
        Resource: `${iam}:mfa/*`,
      },
      { Sid: "RegisterOwnDevices", Effect: "Allow", Action: "iam:EnableMFADevice", Resource: own },
    ];
  }
  return [
    {
      Sid: "BeginToRegisterOwnSecurityKey",
      Effect: "Allow",
      Action: "iam:EnableMFADevice",
      Resource: own,
      Condition: { StringEquals: { "iam:RegisterSecurityKey": "Create" } },
    },
    {
      Sid: "RegisterOwnCertifiedSecurityKey",
      Effect: "Allow",
      Action: "iam:EnableMFADevice",
      Resource: own,
      Condition: {
        StringEquals: {
          "iam:RegisterSecurityKey": "Activate",
          "iam:FIDO-certification": FIDO_LEVELS.slice(FIDO_LEVELS.indexOf(hardware)),
        },
      },
    },
    {
      // Whatever another policy of the user allows.
      Sid: "NoVirtualDevices",
      Effect: "Deny",
      Action: "iam:CreateVirtualMFADevice",
      Resource: "*",
    },
    {
      // Codes of applications and tokens: no security key is being registered, so there is no such key.
      Sid: "NoDevicesOfCodes",
      Effect: "Deny",
      Action: "iam:EnableMFADevice",
      Resource: "*",
      Condition: { Null: { "iam:RegisterSecurityKey": "true" } },
    },
  ];
}
