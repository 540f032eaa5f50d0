import { eventForwarderDefinition } from "../events/event-forwarder-role";
import { breakGlassDefinition } from "../iam/break-glass-role";
import type { BreakGlassTrust } from "../iam/break-glass-role";
import { inAccount, not } from "./conditions";
import { HERE } from "./pseudo-parameters";
import type { StackTemplate, TemplateResource } from "./template";
import { policyResource, roleResource } from "./template-iam";
import type { TemplatePolicy, TemplateRole } from "./template-iam";

const LACKS_CONFIG_ROLE = "LacksConfigRole";

export interface GlobalTemplateProps {
  /**
   * Whether AWS Config's service-linked role is made. IAM refuses to make it twice: the stack of an account that has it
   * already fails unless `accountsWithConfigRole` names the account, or somebody deletes the role.
   */
  readonly configRole: "create" | "existing";
  /**
   * Ids of accounts that have the service-linked role already. A parameter of the stack set would not do: accounts that join
   * later do not get what other values are given to an organizational unit. Name an account before it gets its stack: from
   * one that is named later CloudFormation takes the role that it made, which AWS refuses as Config uses it.
   * @default - none
   */
  readonly accountsWithConfigRole?: readonly string[];
  /**
   * The role with which rules forward events to the security bus.
   * @default - none: no events are forwarded
   */
  readonly forwarder?: {
    readonly roleName: string;
    readonly busArn: string;
    /** @default - none */
    readonly furtherBusArns?: readonly string[];
  };
  /**
   * The role for emergencies.
   * @default - none
   */
  readonly breakGlass?: { readonly roleName: string; readonly trusted: BreakGlassTrust };
  /**
   * Other roles, such as one that AWS Config reads the account with instead of its service-linked one.
   * @default - none
   */
  readonly roles?: readonly TemplateRole[];
  /**
   * Managed policies for people to be given.
   * @default - none
   */
  readonly managedPolicies?: readonly TemplatePolicy[];
}

/**
 * What an account has once, whatever its regions: roles and policies. A stack set of it is deployed to the home region only.
 *
 * @returns undefined when there is nothing to make: CloudFormation refuses a template without resources
 * @throws Error when two resources share a name
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
export function globalTemplate(props: GlobalTemplateProps): StackTemplate | undefined {
  const { accountsWithConfigRole = [], configRole, managedPolicies = [] } = props;
  const exceptional = configRole === "create" && accountsWithConfigRole.length > 0;
  const Resources: Record<string, TemplateResource> = {};
  const add = (name: string, resource: TemplateResource): void => {
    if (name in Resources) {
      throw new Error(`two resources of one template are called "${name}"; every name must be unique`);
    }
    Resources[name] = resource;
  };
  if (configRole === "create") {
    add("ConfigServiceLinkedRole", {
      Type: "AWS::IAM::ServiceLinkedRole",
      Condition: exceptional ? LACKS_CONFIG_ROLE : undefined,
      Properties: { AWSServiceName: "config.amazonaws.com" },
    });
  }
  for (const role of rolesOf(props)) {
    add(role.resourceName, roleResource(role));
  }
  for (const policy of managedPolicies) {
    add(policy.resourceName, policyResource(policy));
  }
  if (Object.keys(Resources).length === 0) {
    return undefined;
  }
  return {
    Description: "Landing zone: what an account has once, for all its regions",
    Conditions: exceptional ? { [LACKS_CONFIG_ROLE]: not(inAccount(accountsWithConfigRole)) } : {},
    Resources,
  };
}

function rolesOf({ breakGlass, forwarder, roles = [] }: GlobalTemplateProps): TemplateRole[] {
  const found: TemplateRole[] = [];
  if (forwarder !== undefined) {
    const { policy, policyName, ...definition } = eventForwarderDefinition(
      HERE,
      forwarder.busArn,
      forwarder.furtherBusArns,
    );
    const { roleName } = forwarder;
    found.push({ resourceName: "EventForwarder", roleName, ...definition, policies: { [policyName]: policy } });
  }
  if (breakGlass !== undefined) {
    const { administratorPolicyArn, ...definition } = breakGlassDefinition(HERE, breakGlass.trusted);
    const { roleName } = breakGlass;
    found.push({ resourceName: "BreakGlass", roleName, ...definition, managedPolicyArns: [administratorPolicyArn] });
  }
  return [...found, ...roles];
}
