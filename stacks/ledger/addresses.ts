import { TerraformResource } from "cdktf";
import type { TerraformElement } from "cdktf";
import { placedIn, placeInAddress } from "../../config/ledger/schema";
import type { Ledger, RecordedResource } from "../../config/ledger/schema";
import { isKept } from "../../aws/resource-classes";

/** A resource whose address the ledger keeps. */
export interface RecordedAddress extends RecordedResource {
  /** `aws_s3_bucket.trail-bucket_8B61A0B2` */
  readonly address: string;
}

type Resources = Pick<Ledger, "resources">;

const stacksOf = new WeakMap<Resources, ReadonlyMap<string, readonly RecordedAddress[]>>();

/** What a ledger has, by stack: read once, as each of some hundred stacks asks a ledger of some ten thousand lines. */
function byStack(ledger: Resources): ReadonlyMap<string, readonly RecordedAddress[]> {
  const known = stacksOf.get(ledger);
  if (known !== undefined) {
    return known;
  }
  const stacks = new Map<string, RecordedAddress[]>();
  for (const [key, resource] of Object.entries(ledger.resources)) {
    const { address, stack } = placedIn(key);
    const entries = stacks.get(stack) ?? [];
    entries.push({ ...resource, address });
    stacks.set(stack, entries);
  }
  stacksOf.set(ledger, stacks);
  return stacks;
}

/** What the ledger has of one stack, by the paths of the constructs. */
export class RecordedAddresses {
  private readonly byPath = new Map<string, RecordedAddress[]>();

  constructor(ledger: Resources | undefined, stack: string) {
    for (const entry of ledger === undefined ? [] : (byStack(ledger).get(stack) ?? [])) {
      const entries = this.byPath.get(entry.path) ?? [];
      entries.push(entry);
      this.byPath.set(entry.path, entries);
    }
  }

  get all(): RecordedAddress[] {
    return [...this.byPath.values()].flat();
  }

  /**
   * The name of a resource in its address. What moved to another account or region cannot have the address that Terraform is to
   * forget it under, so that account and region become part of the new one; the first place keeps the address without them.
   *
   * @param natural the name that cdktf gives
   * @param place `log-archive/eu-west-1`
   */
  nameOf(element: { readonly type: string; readonly path: string }, natural: string, place: string): string {
    const entries = (this.byPath.get(element.path) ?? []).filter(({ address }) =>
      address.startsWith(`${element.type}.`),
    );
    const same = entries.find((entry) => entry.in === place);
    if (same !== undefined) {
      return same.address.slice(element.type.length + 1);
    }
    return entries.length === 0 ? natural : `${natural}${placeInAddress(place)}`;
  }
}

/** Whether the ledger keeps the address of an element: what is lost with it is not made again. */
export function isRecorded(element: TerraformElement): element is TerraformResource {
  if (!TerraformResource.isTerraformResource(element)) {
    return false;
  }
  const { node, terraformResourceType: type } = element;
  // Whoever receives events besides the topic receives none when the file does not name it any more.
  if (type === "aws_cloudwatch_event_target" && node.id.startsWith("target-")) {
    return false;
  }
  return isKept(type);
}
