import { isFurtherTarget, isKept } from "../aws/resource-classes";
import type { StateJson } from "../review/plan-json";

/** A resource or a data source as a state has it. */
export type StateResource = NonNullable<StateJson["resources"]>[number];

/** Whether a ledger has a resource of a state. */
export function isRecordedIn({ name, type }: Pick<StateResource, "name" | "type">): boolean {
  return isKept(type) && !isFurtherTarget(`${type}.${name}`);
}

/** `provider["registry.terraform.io/hashicorp/aws"].eu-central-1` */
export function regionOf({ provider }: StateResource, homeRegion: string): string {
  return /"\]\.([a-z0-9-]+)$/.exec(provider)?.[1] ?? homeRegion;
}

export function attributesOf({ instances = [] }: StateResource): Readonly<Record<string, unknown>> {
  return instances.find(({ deposed }) => deposed === undefined)?.attributes ?? {};
}

/** Whether something is a trail that has advanced event selectors. */
export function hasAdvancedSelectors(resource: StateResource): boolean {
  const { advanced_event_selector: selectors } = attributesOf(resource);
  return resource.type === "aws_cloudtrail" && Array.isArray(selectors) && selectors.length > 0;
}

/** Whether something is a stack set of recorders and of what else an account has in a region, as version 0.1 made them. */
export function hasJoinedRecorder(resource: StateResource): boolean {
  const { template_body: template } = attributesOf(resource);
  return (
    resource.type === "aws_cloudformation_stack_set" &&
    resource.name.startsWith("regional") &&
    String(template).includes('"AWS::Config::ConfigurationRecorder"')
  );
}
