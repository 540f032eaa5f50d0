import type { ScanType as Scan } from "../aws/inspector-regions";
import type { Inspector } from "../config/inspector/settings";
import type { Environment } from "../modules/environment";
import { InspectorAdministrator } from "../modules/inspector/administrator";
import { InspectorMember } from "../modules/inspector/member";
import { InspectorOrganizationConfiguration } from "../modules/inspector/organization-configuration";
import type { ScanType } from "../modules/inspector/scan-types";
import type { Waited } from "../modules/waiting";
import type { LandingZoneStack, StackAccount } from "./landing-zone-stack";

export interface InspectorEnrolmentProps {
  readonly inspector: Pick<Inspector, "associated" | "enrolment" | "newAccounts" | "scansIn">;
  /** The audit account in a region. */
  readonly environmentIn: (region: string) => Environment;
  /** Every other account of the landing zone, the management account included, which AWS associates as little as the others. */
  readonly members: readonly StackAccount[];
}

/** Switches that have to be on before something else, by region. */
export type Enrolment = ReadonlyMap<string, readonly Waited[]>;

const SCANS: Readonly<Record<Scan, ScanType>> = {
  ec2: "ec2",
  ecr: "ecr",
  lambda: "lambda",
  "lambda-code": "lambdaCode",
};

/**
 * What switches scans on in every account: the administrator first, then what accounts get that join, then the members. Where
 * a policy of the organization does that, all of it that was made before is left as it is.
 *
 * @returns what has to be there, by region, before something is made for all these accounts
 */
export function enrolAccounts(stack: LandingZoneStack, props: InspectorEnrolmentProps): Enrolment {
  const { environmentIn, inspector, members } = props;
  const enrolled = new Map<string, Waited[]>();
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
    const administrator = new InspectorAdministrator(stack, ids.administrator, { environment, scans });
    const after: Waited[] = [administrator];
    if (inspector.newAccounts === "enroll") {
      const props = { environment, scans, after: [administrator] };
      after.push(new InspectorOrganizationConfiguration(stack, ids.organization, props));
    } else {
      InspectorOrganizationConfiguration.leave(stack, ids.organization);
    }
    const scanned = members.map((member) => {
      const { accountId, slug } = member;
      const isAssociated = inspector.associated.includes(slug);
      const props = { environment, accountId, isAssociated, scans, after };
      return new InspectorMember(stack, ids.member(member), props);
    });
    enrolled.set(region, [administrator, ...scanned]);
  }
  return enrolled;
}
