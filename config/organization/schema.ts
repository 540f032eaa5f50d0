import { z } from "zod";
import { distinct, repeatable } from "../fields/lists";
import { FORMATS } from "../../aws/formats";
import { formatted, text } from "../fields/text";
import { MANAGED_POLICY_TYPES, UNMANAGED_POLICY_TYPES } from "../../aws/policy-types";
import { DELEGATED_SERVICES } from "./services";

/** A letter or digit is needed for the unit's key, which Terraform addresses are made of. */
const UNIT_NAME = /^(?=.*[A-Za-z0-9])[^\s/]([^/\t\r\n]{0,126}[^\s/])?$/;

interface OrganizationalUnitInput {
  name: string;
  id?: string;
  formerly?: string;
  organizationalUnits?: OrganizationalUnitInput[];
}

/** A unit as the ledger knows it. */
interface IdentifiedUnit extends OrganizationalUnitInput {
  /** Identifier in construct ids, if it is recorded. */
  slug?: string;
  organizationalUnits?: IdentifiedUnit[];
}

const unitName = text(
  UNIT_NAME,
  "1 to 128 characters, one of them a letter a to z or a digit, without / and without a blank at either end",
  "Workloads",
);

const organizationalUnit: z.ZodType<OrganizationalUnitInput, OrganizationalUnitInput> = z
  .strictObject({
    name: unitName.describe(
      "Name of the unit, 1 to 128 characters without `/`, one of them a letter a to z or a digit. Unique among its " +
        "siblings, whatever the case.",
    ),
    id: text(/^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/, "an id such as ou-ab12-34cd56ef", "ou-ab12-34cd56ef")
      .optional()
      .describe(
        "Id of a unit that exists already: it is adopted, and keeps its tags. `aws organizations " +
          "list-organizational-units-for-parent --parent-id r-ab12` shows those below the root or a unit. Default: it is created.",
      ),
    formerly: unitName
      .optional()
      .describe(
        "Name that the unit had in this file before: it is renamed where it is, and keeps its accounts and policies. Needed for the " +
          "first `synth` after the change only. Default: none.",
      ),
    get organizationalUnits() {
      return units().optional().describe("The units below this one. Default: none.");
    },
  })
  .meta({ id: "OrganizationalUnit" });

function units() {
  return repeatable(
    z.array(organizationalUnit),
    "conflicts/organizational-units compares names and what is made of them",
  );
}

const POLICY_TYPES = [...MANAGED_POLICY_TYPES, ...UNMANAGED_POLICY_TYPES] as const;

export const organization = z
  .strictObject({
    id: formatted(FORMATS.organizationId)
      .optional()
      .describe(
        "Id of an organization that exists already: `o-` and 10 to 32 lower-case letters and digits; it is adopted. " +
          "`aws organizations describe-organization` shows it. Default: the organization is created.",
      ),
    controlTower: z
      .boolean()
      .default(false)
      .describe(
        "Whether AWS Control Tower manages this organization. Then its recorders stay as they are, no account is created or moved, " +
          "and guardrails do not bind Control Tower's role: see docs/control-tower.md. Needs `id`, the `id` of every account, and " +
          "`controltower.amazonaws.com` among `trustedServices`.",
      ),
    organizationalUnits: units()
      .default([])
      .describe(
        "The tree of organizational units, at most five levels deep, parents before children. One that exists has its `id` " +
          "here. Units that are not in this file stay as they are. Default: none.",
      ),
    trustedServices: distinct(
      z.array(
        text(/^[a-z0-9.-]+\.amazonaws\.com$/, "a service principal such as sso.amazonaws.com", "sso.amazonaws.com"),
      ),
      "service",
    )
      .default([])
      .describe(
        "Service principals with trusted access besides the ones this project needs (AWS CloudTrail and AWS Config), " +
          "such as `sso.amazonaws.com`. The list is complete: Terraform switches off the trusted access of every other " +
          "service. Required with `id`, empty or not: `aws organizations list-aws-service-access-for-organization` shows " +
          "what is enabled. Default: none.",
      ),
    policyTypes: distinct(z.array(z.enum(POLICY_TYPES)), "policy type")
      .default([])
      .describe(
        "Policy types enabled on the root besides service control and resource control policies. The list is complete, " +
          "too: Terraform disables every other type, and its policies with it. Required with `id`, empty or not: " +
          "`aws organizations list-roots` shows what is enabled. With a type that hashicorp/aws 5.100.0 does not know, such as " +
          "`S3_POLICY`, Terraform leaves all of them as they are: enable service and resource control policies yourself " +
          "first. Default: none.",
      ),
    delegatedServices: distinct(z.array(z.enum(DELEGATED_SERVICES)), "service")
      .default([])
      .describe(
        "Services that the audit account administers for the organization already: their delegations are adopted. " +
          "`aws organizations list-delegated-services-for-account --account-id <audit account>` shows them. Default: none; " +
          "they are made.",
      ),
  })
  .describe("The AWS Organization. Default: one without organizational units is created.");

export type { IdentifiedUnit, OrganizationalUnitInput };
