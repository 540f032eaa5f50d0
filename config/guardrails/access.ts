import { LOG_FILES } from "../../aws/tampering";
import { denial, exceptDeployment } from "./denial";
import { bucketArns } from "./log-buckets";
import type { GuardrailInput, GuardrailStatement } from "./statement";

/**
 * Where job functions say who reads logs, whoever administers an account with logs does not. What replicates log files has
 * permissions of other names, and AWS services are not bound.
 */
export function logReaderGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const { access, breakGlassRole, names, partition } = input;
  if (access === undefined) {
    return [];
  }
  // The validator reads all and shows nothing; whether the file has it or not, as one that left the file goes on.
  const readers = [breakGlassRole, names.logValidator, ...access.readers].map(
    (role) => `arn:${partition}:iam::*:role/${role}`,
  );
  return [
    denial(
      "LogReaders",
      LOG_FILES,
      bucketArns(input).map((bucket) => `${bucket}/*`),
      { ArnNotLike: { "aws:PrincipalArn": readers } },
    ),
  ];
}

/** Who is in a group, what groups may do, and who vouches for people decide what roles of job functions are worth. */
export function accessIdentityGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const { access, name, partition } = input;
  if (access === undefined) {
    return [];
  }
  const iam = `arn:${partition}:iam::*`;
  const groups = denial(
    "AccessGroups",
    [
      "AddUserToGroup",
      "AttachGroupPolicy",
      "CreateGroup",
      "DeleteGroup",
      "DeleteGroupPolicy",
      "DetachGroupPolicy",
      "PutGroupPolicy",
      "RemoveUserFromGroup",
      "UpdateGroup",
    ].map((action) => `iam:${action}`),
    [`${iam}:group/${name}-*`, `${iam}:group/${input.breakGlassRole}`],
    exceptDeployment(input),
  );
  const { samlProvider } = access;
  if (samlProvider === undefined) {
    return [groups];
  }
  return [
    groups,
    denial(
      "AccessProviders",
      ["CreateSAMLProvider", "DeleteSAMLProvider", "UpdateSAMLProvider"].map((action) => `iam:${action}`),
      `${iam}:saml-provider/${samlProvider}`,
      exceptDeployment(input),
    ),
  ];
}
