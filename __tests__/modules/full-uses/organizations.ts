import { OrganizationsOrganization } from "@cdktf/provider-aws/lib/organizations-organization";
import { guardrailStatements, resourceGuardrailStatements } from "../../../catalogs";
import { DelegatedAdministrator, OrganizationPolicy } from "../../../modules/organizations";
import type { Uses } from "./uses";

const guarded = {
  breakGlassRole: "break-glass",
  deploymentRole: "deployment",
  trailName: "security",
  logBuckets: ["example-trail-logs"],
  organizationId: "o-exampleorgid",
};

/** Every prop of the constructs of `modules/organizations`. */
export const ORGANIZATIONS: Uses = {
  OrganizationPolicy: (stack) => {
    const organization = new OrganizationsOrganization(stack, "organization", {
      enabledPolicyTypes: ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"],
    });
    const principals = new OrganizationPolicy(stack, "guardrails", {
      content: guardrailStatements(guarded),
      targets: { root: "r-ab12" },
      policyTypes: organization,
    });
    new OrganizationPolicy(stack, "resource-guardrails", {
      policyName: "resource-guardrails",
      type: "RESOURCE_CONTROL_POLICY",
      description: "Logs stay, whoever asks",
      content: resourceGuardrailStatements(guarded),
      targets: { workloads: "ou-ab12-11111111", shop: "333333333333" },
      policyTypes: organization,
      after: principals.attachments,
    });
  },
  DelegatedAdministrator: (stack) => {
    const organization = new OrganizationsOrganization(stack, "organization", {
      awsServiceAccessPrincipals: ["config.amazonaws.com", "access-analyzer.amazonaws.com"],
    });
    new DelegatedAdministrator(stack, "security", {
      accountId: "333333333333",
      services: ["config.amazonaws.com", "access-analyzer.amazonaws.com"],
      existing: ["config.amazonaws.com"],
      after: [{ ready: organization }],
    });
  },
};
