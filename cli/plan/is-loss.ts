import { isKept } from "../../aws/resource-classes";
import type { Changes } from "../../review/changes";

/** Whether a plan loses something, or finds that something is lost which holds data or protects. */
export function isLoss({ endangered, vanished }: Changes): boolean {
  return endangered.length > 0 || vanished.some(({ address }) => isKept(address.slice(0, address.indexOf("."))));
}
