import { withStandIns } from "../../../scan/interpolation";
import type { Block, Statement } from "../../support/terraform";
import { argumentIsNot, checkovGraph, checkovResource, conditions, list, policyStatements, principals } from "./check";
import type { Rule, ScannerCheck } from "./check";
import { unconfinedActions } from "./iam-actions";

const POLICIES = ["aws_iam_policy", "aws_iam_role_policy"];
const ANY_WRITE: Partial<Statement> = { Effect: "Allow", Action: "sns:SetTopicAttributes", Resource: "*" };

export const IAM_CHECKS: readonly ScannerCheck[] = [
  {
    ...checkovResource("CKV_AWS_9", "PasswordPolicyExpiration.py"),
    title: "Ensure IAM password policy expires passwords within 90 days or less",
    type: "aws_iam_account_password_policy",
    passes: (_, { max_password_age: days }) => typeof days === "number" && days > 0 && days <= 90,
    violate: (_, policy) => {
      policy.max_password_age = 0;
    },
  },
  {
    ...checkovResource("CKV_AWS_61", "IAMRoleAllowAssumeFromAccount.py"),
    title: "Ensure AWS IAM policy does not allow assume role permission across all services",
    type: "aws_iam_role",
    passes: (_, { assume_role_policy: policy }) =>
      !policyStatements({ policy: withStandIns(String(policy)) }).some(letsAccountAssume),
    violate: (_, role) => {
      role.assume_role_policy = JSON.stringify({ Statement: [WHOLE_ACCOUNT] });
    },
  },
  {
    ...checkovResource("CKV_AWS_273", "IAMUserNotUsedForAccess.py"),
    title: "Ensure access is controlled through SSO and not AWS IAM defined users",
    type: "aws_iam_user",
    passes: () => false,
    violate: () => undefined,
  },
  {
    ...checkovGraph("CKV_AWS_274", "IAMDoNotUseAdministratorAccessPolicy.yaml"),
    title: "Disallow IAM roles, users, and groups from using the AWS AdministratorAccess policy",
    ...argumentIsNot("aws_iam_role_policy_attachment", "policy_arn", "arn:aws:iam::aws:policy/AdministratorAccess"),
  },
  ...POLICIES.flatMap((type) => [
    {
      ...checkovResource("CKV_AWS_290", "IAMWriteAccess.py"),
      title: "Ensure IAM policies does not allow write access without constraints",
      ...confined(type, /\bWrite\b/, ({ policy }) => policyStatements({ policy })),
    },
    {
      ...checkovResource("CKV_AWS_355", "IAMStarResourcePolicyDocument.py"),
      title: 'Ensure no IAM policies documents allow "*" as a statement\'s resource for restrictable actions',
      ...confined(type, /./, ({ policy }) => policyStatements({ policy })),
    },
  ]),
];

/** What Checkov checks in the templates of stack sets. */
export const CLOUDFORMATION_CHECKS: readonly ScannerCheck[] = [
  {
    id: "CKV_AWS_61",
    scanner: "checkov",
    source:
      "https://github.com/bridgecrewio/checkov/blob/main/checkov/cloudformation/checks/resource/aws/IAMRoleAllowAssumeFromAccount.py",
    title: "Ensure AWS IAM policy does not allow assume role permission across all services",
    type: "AWS::IAM::Role",
    passes: (_, { AssumeRolePolicyDocument: document }) => !statementsOf(document).some(letsAccountAssume),
    violate: (_, role) => {
      role.AssumeRolePolicyDocument = { Statement: [WHOLE_ACCOUNT] };
    },
  },
  {
    id: "CKV_AWS_111",
    scanner: "checkov",
    source:
      "https://github.com/bridgecrewio/checkov/blob/main/checkov/cloudformation/checks/resource/aws/IAMWriteAccess.py",
    title: "Ensure IAM policies does not allow write access without constraints",
    type: "AWS::IAM::ManagedPolicy",
    passes: (_, { PolicyDocument: document }) => unconfined(statementsOf(document), /\bWrite\b/).length === 0,
    violate: (_, policy) => {
      policy.PolicyDocument = { Statement: [ANY_WRITE] };
    },
  },
];

const WHOLE_ACCOUNT = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111111111111:root" },
  Action: "sts:AssumeRole",
};

/** Anybody in an account whom that account lets, without an external id. */
function letsAccountAssume(statement: Statement): boolean {
  return (
    statement.Effect !== "Deny" &&
    !conditions(statement).some(([, key]) => key === "sts:ExternalId") &&
    principals(statement, "AWS").some((principal) => /^(?:\d{12}|arn:aws:iam::\d{12}:root)/.test(String(principal)))
  );
}

function confined(type: string, level: RegExp, statements: (resource: Block) => Statement[]): Rule {
  return {
    type,
    passes: (_, resource) => unconfined(statements(resource), level).length === 0,
    violate: (_, resource) => {
      resource.policy = JSON.stringify({ Statement: [ANY_WRITE] });
    },
  };
}

function unconfined(statements: readonly Statement[], level: RegExp): string[] {
  return unconfinedActions(statements)
    .filter(({ accessLevel }) => level.test(accessLevel))
    .map(({ name }) => name);
}

function statementsOf(document: unknown): Statement[] {
  return list((document as { Statement: unknown }).Statement) as Statement[];
}
