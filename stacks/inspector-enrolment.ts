import type { ScanType as Scan } from "../aws/inspector-regions";
import type { Inspector } from "../config/inspector/settings";
import type { Environment } from "../modules/environment";
import { InspectorAdministrator } from "../modules/inspector/administrator";
import { InspectorMember } from "../modules/inspector/member";
import { InspectorOrganizationConfiguration } from "../modules/inspector/organization-configuration";
import type { ScanType } from "../modules/inspector/scan-types";
import type { LandingZoneStack, StackAccount } from "./landing-zone-stack";

export interface InspectorEnrolmentProps {
  readonly inspector: Pick<Inspector, "associated" | "enrolment" | "newAccounts" | "scansIn">;
  /** The audit account in a region. */
  readonly environmentIn: (region: string) => Environment;
  /** Every other account of the landing zone, the management account included, which AWS associates as little as the others. */
  readonly members: readonly StackAccount[];
}

const SCANS: Readonly<Record<Scan, ScanType>> = {
  ec2: "ec2",
  ecr: "ecr",
  lambda: "lambda",
  "lambda-code": "lambdaCode",
};

/**
 * What switches scans on in every account: the administrator first, then what accounts get that join, then the members. Where
 * a policy of the organization does that, all of it that was made before is left as it is.
 */
export function enrolAccounts(stack: LandingZoneStack, props: InspectorEnrolmentProps): void {
  const { environmentIn, inspector, members } = props;
  for (const [region, chosen] of inspector.scansIn) {
    const scans = chosen.map((scan) => SCANS[scan]);
    const ids = {
      administrator: `inspector-${region}`,
      organization: `inspector-organization-${region}`,
      member: ({ slug }: StackAccount) => `inspector-${slug}-${region}`,
    };
    if (inspector.enrolment === "policy") {
      InspectorAdministrator.leave(stack, ids.administrator);
      InspectorOrganizationConfiguration.leave(stack, ids.organization);
      for (const member of members) {
        InspectorMember.leave(stack, ids.member(member));
      }
      continue;
    }
    const environment = environmentIn(region);
    const { enabled } = new InspectorAdministrator(stack, ids.administrator, { environment, scans });
    const dependsOn = [enabled];
    if (inspector.newAccounts === "enroll") {
      const props = { environment, scans, administrator: enabled };
      dependsOn.push(new InspectorOrganizationConfiguration(stack, ids.organization, props).configured);
    } else {
      InspectorOrganizationConfiguration.leave(stack, ids.organization);
    }
    for (const member of members) {
      const { accountId, slug } = member;
      const isAssociated = inspector.associated.includes(slug);
      new InspectorMember(stack, ids.member(member), { environment, accountId, isAssociated, scans, dependsOn });
    }
  }
}
