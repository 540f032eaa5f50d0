import type { Changes } from "../../review/changes";
import { lossOf } from "../../review/losses";

/** Whether a plan loses something, or finds that something is lost which holds data or protects. */
export function isLoss({ endangered, vanished }: Changes): boolean {
  return (
    endangered.length > 0 || vanished.some(({ address }) => lossOf(address.slice(0, address.indexOf("."))) !== "other")
  );
}
