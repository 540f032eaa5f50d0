import { policyObject, substituted } from "./pseudo-parameters";
import type { TemplateResource } from "./template";

export interface TemplateRole {
  /** Name of the resource in the template, of letters and digits: renaming it replaces the role. */
  readonly resourceName: string;
  /** At most 64 letters, digits and `+=,.@_-`. */
  readonly roleName: string;
  readonly description: string;
  /** Trust policy as JSON text, written for `HERE`. */
  readonly assumeRolePolicy: string;
  /**
   * Seconds.
   * @default - an hour
   */
  readonly maxSessionDuration?: number;
  /**
   * Inline policies as JSON text, written for `HERE`, by name.
   * @default - none
   */
  readonly policies?: Readonly<Record<string, string>>;
  /**
   * ARNs of managed policies, written for `HERE`.
   * @default - none
   */
  readonly managedPolicyArns?: readonly string[];
}

export interface TemplatePolicy {
  /** Name of the resource in the template, of letters and digits: renaming it replaces the policy. */
  readonly resourceName: string;
  /** Unique in the account; at most 128 characters. */
  readonly policyName: string;
  readonly description: string;
  /** Policy document as JSON text, written for `HERE`. */
  readonly document: string;
}

export function roleResource(role: TemplateRole): TemplateResource {
  const { managedPolicyArns = [], policies = {} } = role;
  const inline = Object.entries(policies).map(([PolicyName, document]) => ({
    PolicyName,
    PolicyDocument: policyObject(document),
  }));
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      RoleName: role.roleName,
      Description: role.description,
      MaxSessionDuration: role.maxSessionDuration,
      AssumeRolePolicyDocument: policyObject(role.assumeRolePolicy),
      Policies: inline.length === 0 ? undefined : inline,
      ManagedPolicyArns: managedPolicyArns.length === 0 ? undefined : managedPolicyArns.map(substituted),
    },
  };
}

export function policyResource({ description, document, policyName }: TemplatePolicy): TemplateResource {
  return {
    Type: "AWS::IAM::ManagedPolicy",
    Properties: { ManagedPolicyName: policyName, Description: description, PolicyDocument: policyObject(document) },
  };
}
