import { z } from "zod";
import { text } from "./text";

const UNIT_NAME = /^[^\s/]([^/]{0,126}[^\s/])?$/;

interface OrganizationalUnitInput {
  name: string;
  organizationalUnits?: OrganizationalUnitInput[];
}

const organizationalUnit: z.ZodType<OrganizationalUnitInput, OrganizationalUnitInput> = z
  .strictObject({
    name: text(UNIT_NAME, "1 to 128 characters without / and without a blank at either end").describe(
      "Name of the unit, 1 to 128 characters without `/`, unique among its siblings.",
    ),
    get organizationalUnits() {
      return z.array(organizationalUnit).optional().describe("The units below this one. Default: none.");
    },
  })
  .meta({ id: "OrganizationalUnit" });

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnablePolicyType.html */
const POLICY_TYPES = [
  ...(["AISERVICES_OPT_OUT_POLICY", "BACKUP_POLICY", "CHATBOT_POLICY", "DECLARATIVE_POLICY_EC2"] as const),
  ...(["RESOURCE_CONTROL_POLICY", "SECURITYHUB_POLICY", "SERVICE_CONTROL_POLICY", "TAG_POLICY"] as const),
] as const;

export const organization = z
  .strictObject({
    id: text(/^o-[a-z0-9]{10,32}$/, 'an organization id such as "o-exampleorgid"')
      .optional()
      .describe(
        "Id of an organization that exists already, such as `o-exampleorgid`; it is adopted. " +
          "Default: the organization is created.",
      ),
    organizationalUnits: z
      .array(organizationalUnit)
      .default([])
      .describe("The tree of organizational units, at most five levels deep. Default: none."),
    trustedServices: z
      .array(text(/^[a-z0-9.-]+\.amazonaws\.com$/, "a service principal such as sso.amazonaws.com"))
      .default([])
      .describe(
        "Service principals with trusted access besides the ones this project needs (AWS CloudTrail and AWS Config), " +
          "such as `sso.amazonaws.com`. The list is complete: in an organization that exists already, name every " +
          "service that `aws organizations list-aws-service-access-for-organization` shows, or the plan switches it " +
          "off. Default: none.",
      ),
    policyTypes: z
      .array(z.enum(POLICY_TYPES))
      .default([])
      .describe(
        "Policy types enabled on the root besides service control and resource control policies. The list is " +
          "complete, too. Default: none.",
      ),
  })
  .describe("The AWS Organization. Default: one without organizational units is created.");

export type { OrganizationalUnitInput };
