import { Fn } from "cdktf";
import { isKnown } from "../checks";

/** Sixteen blocks: a /24 is divided into the smallest subnets that AWS has, /28. */
const BITS = 4;

/** Which of the sixteen is that of the client host: the last, so that there is room for zones before it. */
export const CLIENT_HOST_SUBNET = 2 ** BITS - 1;

/**
 * One of the sixteen subnets of a VPC.
 *
 * @param cidr first address of the VPC and its prefix length, /16 to /24
 * @param index 0 to 15
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export function subnetCidr(cidr: string, index: number): string {
  if (!isKnown(cidr)) {
    return Fn.cidrsubnet(cidr, BITS, index);
  }
  const [address = "", length = ""] = cidr.split("/");
  const prefix = Number(length) + BITS;
  const first = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0) + index * 2 ** (32 - prefix);
  return `${[24, 16, 8, 0].map((bits) => Math.floor(first / 2 ** bits) % 256).join(".")}/${prefix}`;
}

/** Whether a block begins with its first address, as AWS and Terraform want it: `10.111.0.0/24`, not `10.111.0.1/24`. */
export function isFirstAddress(cidr: string): boolean {
  const [address = "", length = ""] = cidr.split("/");
  const value = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return value % 2 ** (32 - Number(length)) === 0;
}
