import { readFileSync } from "node:fs";

export const EXCEPTIONS_PAGE = "docs/security-exceptions.md";

/** A row of the page: failures that stay, and why. */
export interface Exception {
  /** Ids of checks that say the same. */
  readonly ids: readonly string[];
  /** A Terraform address, or `every aws_s3_bucket`. */
  readonly resource: string;
  readonly reason: string;
}

/** A check that failed on a resource. */
export interface Finding {
  /** As the scanner calls it: `CKV_AWS_18`, `AVD-AWS-0089`. */
  readonly id: string;
  /** Terraform address. */
  readonly address: string;
}

export function readExceptions(page = EXCEPTIONS_PAGE): Exception[] {
  return readFileSync(page, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) => {
      const [checks = "", resource = "", reason = ""] = line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll("`", ""));
      return { ids: checks.split(", "), resource, reason };
    });
}

export function covers({ ids, resource }: Exception, { address, id }: Finding): boolean {
  const [type = ""] = address.split(".");
  return ids.includes(id) && (resource === address || resource === `every ${type}`);
}
