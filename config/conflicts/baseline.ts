import type { Finding } from "../source/document";
import type { Facts } from "../readable";
import { FLOW_LOG_FIELDS } from "../../aws/flow-log-fields";
import { REGIONS } from "../../aws/regions";
import { didYouMean, listed } from "../source/suggest";
import { duplicates } from "./duplicates";

/** A VPC's flow log in fields that AWS does not know is refused only when it is made. */
export function unknownFlowLogFields({ baseline: { flowLogFields } }: Facts): Finding[] {
  return [
    ...flowLogFields
      .filter(({ value }) => !FLOW_LOG_FIELDS.includes(value))
      .map(({ path, value }) => ({
        path,
        message: "flow logs have no such field",
        got: `"${value}"`,
        allowed: listed(FLOW_LOG_FIELDS, value),
        fix: didYouMean(value, FLOW_LOG_FIELDS),
      })),
    ...duplicates(flowLogFields, { what: "field", fix: "remove one of the two" }),
  ];
}

export function repeatedFlowLogDestinations({ baseline: { flowLogDestinations } }: Facts): Finding[] {
  return duplicates(flowLogDestinations, { what: "destination", fix: "remove one of the two" });
}

/** AWS's SDKs know no endpoint of Account Management there; it keeps the contacts of accounts. */
export function contactInGovCloud({ baseline: { securityContact }, homeRegion }: Facts): Finding[] {
  return securityContact !== undefined && REGIONS.get(homeRegion?.value ?? "")?.partition === "aws-us-gov"
    ? [
        {
          path: securityContact,
          message: "AWS Account Management, which keeps contacts of accounts, is not in partition aws-us-gov",
          got: `home region ${homeRegion?.value ?? ""}`,
          fix: "remove it, and set the contact of the commercial account that each account of GovCloud belongs to",
        },
      ]
    : [];
}

/** An import looks for what cannot be there yet. */
export function existingConfigOfNewAccounts({ baseline: { existingConfigs } }: Facts): Finding[] {
  return existingConfigs
    .filter(({ hasId, kind }) => kind !== "management" && !hasId)
    .map(({ path }) => ({
      path,
      message: "the account is to be created, and has no recorder that could be adopted",
      got: "an account without id",
      fix: "give the account's id, or leave existingConfig out",
    }));
}

/** Adoption where nothing is governed would import what no stack has. */
export function existingConfigElsewhere({ baseline: { existingConfigs }, regions }: Facts): Finding[] {
  const governed = regions.map(({ value }) => value);
  return existingConfigs
    .flatMap((existing) => existing.regions)
    .filter(({ value }) => governed.length > 0 && !governed.includes(value))
    .map(({ path, value }) => ({
      path,
      message: "not one of the regions, so that nothing is adopted there",
      got: `"${value}"`,
      allowed: listed(governed, value),
      fix: didYouMean(value, governed),
    }));
}

/** The account is still there, and nothing in it is watched any more. */
export function leavingAccounts({ baseline: { leaving } }: Facts): Finding[] {
  return leaving.map(({ name, path }) => ({
    path,
    key: "leaving",
    severity: "warning",
    message: `the next deployment destroys everything in ${name} that its stack made: AWS Config, flow logs, event rules, settings`,
    fix:
      "before you remove the account from this file, let the stack organization forget it with terraform state rm: " +
      "otherwise Terraform removes it from the organization. docs/baseline.md has the steps",
  }));
}
