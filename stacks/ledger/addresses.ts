import { TerraformResource } from "cdktf";
import type { TerraformElement } from "cdktf";
import type { Ledger, RecordedResource } from "../../config/ledger/schema";
import { isKept } from "../../aws/resource-classes";

/** A resource whose address the ledger keeps. */
export interface RecordedAddress extends RecordedResource {
  /** `aws_s3_bucket.trail-bucket_8B61A0B2` */
  readonly address: string;
}

/** What the ledger has of one stack, by the paths of the constructs. */
export class RecordedAddresses {
  private readonly byPath = new Map<string, RecordedAddress[]>();

  constructor(ledger: Pick<Ledger, "resources"> | undefined, stack: string) {
    const prefix = `${stack}/`;
    for (const [key, resource] of Object.entries(ledger?.resources ?? {})) {
      if (key.startsWith(prefix)) {
        const entries = this.byPath.get(resource.path) ?? [];
        entries.push({ ...resource, address: key.slice(prefix.length) });
        this.byPath.set(resource.path, entries);
      }
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
    return entries.length === 0 ? natural : `${natural}_${place.replace(/[^A-Za-z0-9_-]/g, "_")}`;
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
