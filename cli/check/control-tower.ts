import { DescribeTrailsCommand } from "@aws-sdk/client-cloudtrail";
import { DescribeConfigurationRecordersCommand } from "@aws-sdk/client-config-service";
import { CONTROL_TOWER } from "../../config/organization/control-tower";
import { controlTowerSigns, DECLARE_CONTROL_TOWER } from "../control-tower";
import { isHome, isManagementHome } from "./check";
import type { Check, CheckClients, CheckedEnvironment, Difference } from "./check";
import { hasRole } from "./roles";

/** @see https://docs.aws.amazon.com/controltower/latest/userguide/shared-account-resources.html */
export const controlTower: Check = {
  id: "control-tower",
  title: "AWS Control Tower manages what the file says, and nothing else",
  concerns: isHome,
  async run(environment, clients) {
    const { account, landingZone } = environment;
    const signs = await signsIn(environment, clients);
    const { controlTower: isDeclared } = landingZone.organization;
    if (!isDeclared) {
      return signs.map(({ isLeft, what }) =>
        isLeft ? { what, advice: LEFT, isNote: true } : { what, advice: DECLARE_CONTROL_TOWER },
      );
    }
    if (signs.length > 0) {
      return [];
    }
    const undone: Difference =
      account.slug === landingZone.management.slug
        ? { what: "the organization shows nothing of AWS Control Tower", advice: DECOMMISSIONED }
        : { what: `${account.slug} is not enrolled in AWS Control Tower`, advice: ENROL };
    return [undone];
  },
};

interface Sign {
  readonly what: string;
  /** Whether it stays where Control Tower has been given up. */
  readonly isLeft: boolean;
}

const sign = (what: string): Sign => ({ what, isLeft: false });

async function signsIn(environment: CheckedEnvironment, clients: CheckClients): Promise<Sign[]> {
  const { trailList = [] } = await clients.cloudTrail.send(new DescribeTrailsCommand({ includeShadowTrails: false }));
  const trail = trailList.some(({ Name }) => Name === CONTROL_TOWER.trail)
    ? [sign(`there is AWS Control Tower's trail ${CONTROL_TOWER.trail}`)]
    : [];
  if (isManagementHome(environment)) {
    return [...(await controlTowerSigns(clients.organizations)).map(sign), ...trail];
  }
  const { ConfigurationRecorders = [] } = await clients.config.send(new DescribeConfigurationRecordersCommand({}));
  return [
    ...((await hasRole(clients.iam, CONTROL_TOWER.executionRole))
      ? [{ what: `there is AWS Control Tower's role ${CONTROL_TOWER.executionRole}`, isLeft: true }]
      : []),
    ...(ConfigurationRecorders.some(({ name }) => name === CONTROL_TOWER.recorder)
      ? [sign(`there is AWS Control Tower's recorder ${CONTROL_TOWER.recorder}`)]
      : []),
    ...trail,
  ];
}

const LEFT = "It stays where Control Tower has been given up. Whoever may assume it administers the account.";
const DECOMMISSIONED =
  "If it has been decommissioned, remove organization.controlTower, and the landing zone records again.";
const ENROL = "Enrol it in AWS Control Tower: without that nothing records there.";
