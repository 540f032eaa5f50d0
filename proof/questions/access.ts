import type { ReadableLog } from "../../config/access/settings";
import type { LandingZone } from "../../config/landing-zone";
import { namedAfter } from "../../config/names";
import { JOB } from "../principal";
import type { Principal } from "../principal";
import { byServiceControl, claimsOf } from "../layers";
import type { Rule } from "../layers";
import type { Entry } from "./entry";
import { bound } from "./question";
import type { Question } from "./question";

/** What decides who has a job function, where there are such. */
export function accessEntries({ access, name }: LandingZone): Entry[] {
  if (access === undefined) {
    return [];
  }
  const group = `group/${namedAfter(name, "logReader")}`;
  const { saml } = access;
  return [
    ["accessIdentities", "put somebody into a group of readers", "iam:AddUserToGroup", "iam", group],
    ["accessIdentities", "give a group of readers more", "iam:PutGroupPolicy", "iam", group],
    ...(saml === undefined || !access.through.includes("saml")
      ? []
      : [
          [
            "accessIdentities",
            "have somebody else vouch for people",
            "iam:UpdateSAMLProvider",
            "iam",
            `saml-provider/${saml.name}`,
          ] satisfies Entry,
        ]),
  ];
}

/**
 * A question where job functions say who does what. Their roles do what their own policies say. Of others who could read log
 * files, the ones who break the glass, and whom service control policies do not bind, are left.
 */
export function asFunctionsSay(landingZone: LandingZone, question: Question): Question {
  const { access, management } = landingZone;
  if (access === undefined) {
    return question;
  }
  const isReading = question.action === "s3:GetObject";
  const isJob: Rule = ({ key }) => key.startsWith(JOB);
  const notByOwnPolicy = claimsOf(question.layers).map((claim) =>
    claim.layer === "resource policy"
      ? { ...claim, keeps: (one: Principal) => claim.keeps(one) && !isJob(one) }
      : claim,
  );
  const [first, ...others] = isReading
    ? [byServiceControl("logReaders", "LogReaders", allButReaders(landingZone)), ...notByOwnPolicy]
    : notByOwnPolicy;
  return {
    ...question,
    layers: first === undefined ? question.layers : [first, ...others],
    guardrail: question.guardrail ?? (isReading ? "logReaders" : undefined),
    allowed: (principal) => {
      const { accountId, key } = principal;
      if (key.startsWith(JOB)) {
        return doesByFunction(landingZone, question, principal);
      }
      const isUnbound = accountId === undefined || accountId === management.id || key.startsWith("external");
      return question.allowed(principal) && (!isReading || isUnbound || key.startsWith("break-glass-"));
    },
  };
}

/** Whom the guardrail keeps from reading log files: principals of member accounts but those who have the function. */
function allButReaders(landingZone: LandingZone): Rule {
  const isBound = bound(landingZone, "break-glass");
  return (principal) => isBound(principal) && principal.key !== `${JOB}logReader`;
}

/** Areas of log files, and whose accounts they are read of. */
const FILES: ReadonlyMap<string, ReadableLog> = new Map([
  ["trail bucket", "trail"],
  ["Config bucket", "config"],
  ["flow-log bucket", "flowLogs"],
]);

/** Functions whose policies deny them to decrypt, even were a key opened to everyone. */
const NEVER_DECRYPT: readonly string[] = ["keyCustodian", "securityAuditor"];

/** What the roles of functions in the log archive do of all that is asked. */
function doesByFunction({ access, audit }: LandingZone, question: Question, { accountId, key }: Principal): boolean {
  const { action, area, opened = false, resource } = question;
  const job = access?.functions.find((one) => key === `${JOB}${one.key}`);
  if (job === undefined || typeof resource === "function" || resource.accountId !== accountId) {
    return false;
  }
  const { logs, ofAccounts } = job.settings;
  const log = FILES.get(area);
  switch (action) {
    case "s3:GetObject":
      return (
        job.key === "logReader" &&
        (opened
          ? area !== "session bucket"
          : log !== undefined && logs.includes(log) && ofAccounts?.includes(audit.slug) !== false)
      );
    case "s3:GetBucketAcl":
    case "s3:ListBucket":
      return job.key === "reviewer";
    case "kms:DescribeKey":
      return job.key === "reviewer" || job.key === "keyCustodian";
    case "kms:Decrypt":
      return opened && !NEVER_DECRYPT.includes(job.key);
    default:
      return false;
  }
}
