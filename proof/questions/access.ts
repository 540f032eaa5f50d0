import type { LandingZone } from "../../config/landing-zone";
import { namedAfter } from "../../config/names";
import type { Entry } from "./entry";
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
 * A question about log files, where job functions say who reads them: of those who could, the ones who break the glass, and
 * whom service control policies do not bind, are left.
 */
export function asFunctionsSay({ access, management }: LandingZone, question: Question): Question {
  if (access === undefined || question.action !== "s3:GetObject") {
    return question;
  }
  return {
    ...question,
    guardrail: question.guardrail ?? "logReaders",
    allowed: (principal) => {
      const { accountId, key } = principal;
      const isUnbound = accountId === undefined || accountId === management.id || key.startsWith("external");
      return question.allowed(principal) && (isUnbound || key.startsWith("break-glass-"));
    },
  };
}
