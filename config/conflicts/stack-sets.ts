import type { Finding } from "../source/document";
import type { Facts } from "../readable";

const isChosen = ({ baseline: { deployment } }: Facts): boolean => deployment?.value === "stacksets";

/** What a stack for each account does, and no template can. */
export function needsStacks(facts: Facts): Finding[] {
  return isChosen(facts)
    ? facts.baseline.needsStacks.map(({ path, value }) => ({
        path,
        message: "not possible with baseline.deployment: stacksets, which has no stack for each account",
        fix: `set ${value}, or baseline.deployment: terraform`,
      }))
    : [];
}

/** CloudFormation imports resources one stack at a time, by hand. */
export function adoptionWithStackSets(facts: Facts): Finding[] {
  return isChosen(facts)
    ? facts.baseline.existingConfigs
        .filter(({ kind }) => kind !== "management")
        .map(({ path }) => ({
          path,
          message: "StackSets cannot adopt a recorder that exists",
          fix: "delete it in this account before the first deployment, or set baseline.deployment: terraform",
        }))
    : [];
}

/** An account without a stack of its own leaves by being moved or removed; StackSets keep what is in it. */
export function leavingWithStackSets(facts: Facts): Finding[] {
  return isChosen(facts)
    ? facts.baseline.leaving.map(({ path }) => ({
        path,
        key: "leaving",
        message: "with baseline.deployment: stacksets the account has no stack that could be emptied",
        fix: "remove leaving; what StackSets made in the account stays until it is deleted there",
      }))
    : [];
}

/** The functions' permissions are made by Terraform, for the accounts that the file names. */
export function functionsWithStackSets(facts: Facts): Finding[] {
  return isChosen(facts) && facts.config.functions.length > 0
    ? [
        {
          path: ["config"],
          key: "functionRules",
          severity: "warning",
          message: "accounts that join later have no permission to run these functions until they stand in this file",
          fix: "name them under accounts.workloads and deploy again, or write the rules as policyRules, which need no permission",
        },
      ]
    : [];
}

/** Settings of accounts that CloudFormation has no resource for: rules report them, nothing sets them. */
export function unsetByStackSets(facts: Facts): Finding[] {
  const { deployment, unsetByStackSets: settings } = facts.baseline;
  return isChosen(facts) && deployment !== undefined && settings.length > 0
    ? [
        {
          path: deployment.path,
          severity: "warning",
          message: `CloudFormation has no resource for some settings, which are not made in member accounts: ${settings.join(", ")}`,
          fix: "AWS Config rules report accounts that lack them; make them there by other means, or set baseline.deployment: terraform",
        },
      ]
    : [];
}
