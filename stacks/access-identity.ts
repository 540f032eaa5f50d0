import type { Construct } from "constructs";
import type { Access } from "../config/access/settings";
import type { LandingZone } from "../config/landing-zone";
import type { Environment } from "../modules/environment";
import { FunctionGroup } from "../modules/iam/function-group";
import { MfaPolicy } from "../modules/iam/mfa-policy";
import { GroupMember } from "../modules/iam/user";
import { rolesOf } from "./access-context";
import type { OrganizationStack } from "./organization-stack";

export interface AccessIdentityProps {
  /** The account with the users. */
  readonly environment: Environment;
  readonly landingZone: Pick<LandingZone, "accounts" | "names" | "partition">;
  readonly access: Access;
  readonly organization: Pick<OrganizationStack, "account" | "organizationId">;
}

/** Adds a group for each function, and the users that have them. */
export function addAccessIdentity(scope: Construct, props: AccessIdentityProps): void {
  const { access, environment, landingZone, organization } = props;
  const { policyArn: mfaPolicyArn } = new MfaPolicy(scope, "mfa", {
    environment,
    policyName: landingZone.names.accessMfaPolicy,
    hardware: access.hardwareMfa,
  });
  const groups = new Map<string, string>();
  for (const job of access.functions) {
    const { condition, resources } = rolesOf(job, landingZone, organization);
    if (resources.length > 0) {
      const { groupName } = new FunctionGroup(scope, `group-${job.key}`, {
        environment,
        groupName: job.role,
        description: job.purpose,
        roleArns: resources,
        organizationId: condition?.StringEquals["aws:ResourceOrgID"],
        mfaPolicyArn,
        sessionTags: job.settings.sessionTags.length > 0,
      });
      groups.set(job.key, groupName);
    }
  }
  for (const { create, functions, name } of access.people) {
    // Who has no function at the moment keeps the user, with its password and devices, and is in no group.
    new GroupMember(scope, `person-${name}`, {
      environment,
      userName: name,
      create,
      groups: functions.flatMap((key) => groups.get(key) ?? []),
    });
  }
}
