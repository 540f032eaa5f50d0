import { readFileSync } from "node:fs";

export const EXCEPTIONS_PAGE = "docs/security-exceptions.md";

/** A row of the page: failures that stay, and why. */
export interface Exception {
  /** Ids of checks that say the same. */
  readonly ids: readonly string[];
  /** A stack, `baseline-*` for all whose names begin so, or `every stack`. */
  readonly stack: string;
  /** A Terraform address, `TYPE.LogicalId` of a CloudFormation template, or `every TYPE`. */
  readonly resource: string;
  readonly reason: string;
}

/** A check that failed on a resource. */
export interface Finding {
  /** As the scanner calls it: `CKV_AWS_18`, `AVD-AWS-0089`. */
  readonly id: string;
  readonly stack: string;
  /** `aws_s3_bucket.trail-bucket`, `AWS::IAM::Role.BreakGlass`. */
  readonly address: string;
}

/** @throws when a row has not all of its cells */
export function readExceptions(page = EXCEPTIONS_PAGE): Exception[] {
  return readFileSync(page, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) => {
      const [checks, stack, resource, reason] = line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll("`", ""));
      if (checks === undefined || stack === undefined || resource === undefined || reason === undefined) {
        throw new Error(`${page}: a row needs checks, stack, resource and reason: ${line}`);
      }
      return { ids: checks.split(", "), stack, resource, reason };
    });
}

export function covers(exception: Exception, { address, id, stack }: Finding): boolean {
  return (
    exception.ids.includes(id) &&
    coversStack(exception.stack, stack) &&
    (exception.resource === address || exception.resource === `every ${typeOf(address)}`)
  );
}

/** `aws_s3_bucket`, `AWS::IAM::Role`. */
export function typeOf(address: string): string {
  const [type = ""] = address.split(".");
  return type;
}

function coversStack(pattern: string, stack: string): boolean {
  return (
    pattern === "every stack" || pattern === stack || (pattern.endsWith("*") && stack.startsWith(pattern.slice(0, -1)))
  );
}
