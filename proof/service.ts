import type { Principal } from "./principal";

export const EXTERNAL_ACCOUNT = "999999999999";
export const EXTERNAL_ORGANIZATION = "o-outsideorgid";

/** On whose behalf a service makes a request. */
export interface Source {
  readonly accountId: string;
  readonly arn: string;
  readonly organizationId: string;
}

/**
 * An AWS service that makes a request as itself.
 *
 * @param source absent where it does not say on whose behalf
 */
export function service(key: string, label: string, name: string, source?: Source): Principal {
  return {
    key,
    label,
    partOf: [
      "every service",
      `${label.replace(/,.*| of .*/, "")} for anyone`,
      ...(source?.accountId === EXTERNAL_ACCOUNT ? ["every service for an external account"] : []),
    ],
    principal: name,
    context: {
      "aws:PrincipalIsAWSService": "true",
      "aws:PrincipalServiceName": name,
      ...(source === undefined
        ? {}
        : {
            "aws:SourceAccount": source.accountId,
            "aws:SourceArn": source.arn,
            "aws:SourceOrgID": source.organizationId,
          }),
    },
  };
}
