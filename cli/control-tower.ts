import {
  ListAWSServiceAccessForOrganizationCommand,
  OrganizationsClient,
  paginateListPolicies,
} from "@aws-sdk/client-organizations";
import type { LandingZone } from "../config/landing-zone";
import { CONTROL_TOWER } from "../config/organization/control-tower";
import { fold } from "../console/fold";
import { Failure } from "../console/failure";
import { AccountClients } from "../terraform/account-clients";
import type { ClientSettings } from "../terraform/account-clients";
import { isAws } from "../terraform/aws-error";

/**
 * What the organization shows of AWS Control Tower: nothing where it does not manage it.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAWSServiceAccessForOrganization.html
 */
export async function controlTowerSigns(client: OrganizationsClient): Promise<string[]> {
  const signs: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListAWSServiceAccessForOrganizationCommand({ NextToken }));
    const services = page.EnabledServicePrincipals?.map(({ ServicePrincipal }) => ServicePrincipal);
    if (services?.includes(CONTROL_TOWER.servicePrincipal) === true) {
      signs.push(`the organization trusts ${CONTROL_TOWER.servicePrincipal}`);
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  for await (const { Policies = [] } of paginateListPolicies({ client }, { Filter: "SERVICE_CONTROL_POLICY" })) {
    const policy = Policies.find(({ Name }) => Name?.startsWith(CONTROL_TOWER.policyPrefix));
    if (policy !== undefined) {
      signs.push(`it has the policy ${policy.Name ?? ""}`);
      break;
    }
  }
  return signs;
}

/** What to do where the file does not say what the organization shows. */
export const DECLARE_CONTROL_TOWER =
  "Set organization.controlTower: true: docs/control-tower.md has what goes beside it and what does not, with reasons. Otherwise " +
  "both would manage the recorders of every account, which AWS denies or takes back, and Terraform would switch off Control " +
  "Tower's trusted access.";

/** Whoever only plans may not assume the role that deploys, and sees the organization without it. */
async function settingsOf(landingZone: LandingZone): Promise<ClientSettings> {
  try {
    return await new AccountClients(landingZone).settings(landingZone.management);
  } catch (error) {
    if (isAws(error, "AccessDenied")) {
      return { region: landingZone.homeRegion };
    }
    throw error;
  }
}

/**
 * Asks the organization, before anything is planned.
 *
 * @returns why it could not be asked, if so
 * @throws Failure where AWS Control Tower manages it and the file does not say so
 */
export async function refuseUndeclaredControlTower(
  landingZone: LandingZone,
  file: string,
): Promise<string | undefined> {
  if (landingZone.organization.controlTower) {
    return undefined;
  }
  let signs: string[];
  try {
    signs = await controlTowerSigns(new OrganizationsClient(await settingsOf(landingZone)));
  } catch (error) {
    const { message, name } = error instanceof Error ? error : new Error(String(error));
    // There is no organization before the first deployment.
    return name === "AWSOrganizationsNotInUseException"
      ? undefined
      : `whether AWS Control Tower manages the organization could not be asked: ${name}: ${message}`;
  }
  if (signs.length > 0) {
    const found = `${file}: organization.controlTower: AWS Control Tower manages this organization: ${signs.join("; ")}.`;
    throw new Failure(`${fold(found)}\n${fold(DECLARE_CONTROL_TOWER)}`);
  }
  return undefined;
}
