import type { ResourceChange } from "../plan-json";
import { comparePolicies } from "./compare";
import type { StatementChange } from "./compare";
import { policyChanges } from "./of-resource";
import type { Policies } from "./of-resource";
import { statementsOf } from "./statements";

const ORGANIZATION_POLICY = "aws_organizations_policy";
/** Policies of these give everything, or what everything can be had by. */
const ADMINISTRATORS = /:policy\/(AdministratorAccess|IAMFullAccess|PowerUserAccess)$/;
const ATTACHMENTS: ReadonlyMap<string, { readonly holder: string; readonly type: string }> = new Map(
  Object.entries({
    aws_iam_group_policy_attachment: { holder: "group", type: "aws_iam_group" },
    aws_iam_role_policy_attachment: { holder: "role", type: "aws_iam_role" },
    aws_iam_user_policy_attachment: { holder: "user", type: "aws_iam_user" },
  }),
);
const MOST_NAMED = 4;

/**
 * What a change lets in that was kept out, in words: `policy: AllowRead, actions + s3:Put*`.
 *
 * @param policies those of the resource
 * @param all everything of the plan: a guardrail may move to another policy
 */
export function widenedBy(resource: ResourceChange, policies: Policies, all: readonly ResourceChange[]): string[] {
  const attachment = ATTACHMENTS.get(resource.type);
  if (attachment !== undefined) {
    return administratorAttached(resource, attachment, all);
  }
  if (resource.type === ORGANIZATION_POLICY) {
    return guardrailsWidened(resource, all);
  }
  return policyChanges(resource, policies).flatMap(({ changes, path }) => textsOf(path, changes));
}

/** A statement by its Sid in whatever policy it is in after; what is in none any more is lost, which another rule says. */
function guardrailsWidened({ change: { after, before } }: ResourceChange, all: readonly ResourceChange[]): string[] {
  const was = statementsOf(before?.content);
  if (was === undefined || after == null) {
    return [];
  }
  const others = all.filter(({ change, type }) => type === ORGANIZATION_POLICY && change.after?.type === before?.type);
  const is = others.flatMap(({ change }) => statementsOf(change.after?.content) ?? []);
  const isKnown = others.every(({ change }) => change.after_unknown?.content !== true);
  const changes = comparePolicies(was, is).filter(
    ({ change, sid }) => change === "changed" || (change === "removed" && sid === "" && isKnown),
  );
  return textsOf("content", changes);
}

/** A role that is made by the same plan is new with all that it may do; one that is there gets more. */
function administratorAttached(
  { change: { after, before } }: ResourceChange,
  { holder, type }: { readonly holder: string; readonly type: string },
  all: readonly ResourceChange[],
): string[] {
  const arn = after?.policy_arn;
  const name = after?.[holder];
  if (typeof arn !== "string" || typeof name !== "string" || !ADMINISTRATORS.test(arn) || before?.policy_arn === arn) {
    return [];
  }
  const isNew = all.some(
    (other) => other.type === type && other.change.before == null && other.change.after?.name === name,
  );
  return isNew ? [] : [`policy_arn: ${arn}`];
}

function textsOf(path: string, changes: readonly StatementChange[]): string[] {
  return changes
    .filter(({ widens }) => widens)
    .map(({ change, effect, effectBefore, parts, sid }) => {
      const name = sid === "" ? `a statement (${effect})` : sid;
      if (change !== "changed") {
        return `${path}: ${name} ${change}`;
      }
      const said = parts
        .filter((part) => part.widens)
        .map(({ added, part, removed }) =>
          [part, ...added.map((entry) => `+ ${entry}`), ...removed.map((entry) => `- ${entry}`)]
            .slice(0, MOST_NAMED + 1)
            .join(" "),
        );
      return `${path}: ${name}, ${effectBefore === undefined ? said.join(", ") : `${effectBefore} became ${effect}`}`;
    });
}
