import {
  CisScanConfiguration,
  InspectorAdministrator,
  InspectorDelegatedAdministrator,
  InspectorMember,
  InspectorOrganizationConfiguration,
  SuppressionFilter,
} from "../../../modules/inspector";
import { DelegatedAdministrator } from "../../../modules/organizations";
import type { Uses } from "./uses";

/** Every prop of the constructs of `modules/inspector`. */
export const INSPECTOR: Uses = {
  CisScanConfiguration: (stack) => {
    const administrator = new InspectorAdministrator(stack, "administrator");
    new CisScanConfiguration(stack, "production", {
      scanName: "production",
      level: 2,
      schedule: { Weekly: { StartTime: { TimeOfDay: "04:30", TimeZone: "Europe/Berlin" }, Days: ["MON", "THU"] } },
      accountIds: ["222222222222", "333333333333"],
      targetTags: { Environment: ["production"] },
      tags: { team: "security" },
      after: [administrator],
    });
  },
  InspectorAdministrator: (stack) => {
    const delegation = new InspectorDelegatedAdministrator(stack, "delegation", { accountId: "222222222222" });
    new InspectorAdministrator(stack, "administrator", { scans: ["ec2", "ecr"], after: [delegation] });
  },
  InspectorDelegatedAdministrator: (stack) => {
    const services = new DelegatedAdministrator(stack, "services", {
      accountId: "333333333333",
      services: ["config.amazonaws.com"],
    });
    new InspectorDelegatedAdministrator(stack, "delegation", {
      accountId: "333333333333",
      isExisting: true,
      after: [services],
    });
  },
  InspectorMember: (stack) => {
    const administrator = new InspectorAdministrator(stack, "administrator");
    new InspectorMember(stack, "shop", {
      accountId: "333333333333",
      isAssociated: true,
      scans: ["ec2", "ecr", "lambda"],
      after: [administrator],
    });
  },
  InspectorOrganizationConfiguration: (stack) => {
    const administrator = new InspectorAdministrator(stack, "administrator");
    new InspectorOrganizationConfiguration(stack, "configuration", { scans: ["ec2", "ecr"], after: [administrator] });
  },
  SuppressionFilter: (stack) =>
    new SuppressionFilter(stack, "accepted", {
      filterName: "not-reachable",
      reason: "Not reachable from outside (until 2027-01-31)",
      criteria: {
        texts: { vulnerabilityId: ["CVE-2024-12345"], resourceType: ["AWS_EC2_INSTANCE"] },
        epssScore: { from: 0, to: 0.1 },
        inspectorScore: { from: 0, to: 6.9 },
        resourceTags: { team: "shop" },
      },
    }),
};
