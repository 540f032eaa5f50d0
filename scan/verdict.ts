import { covers, typeOf } from "./exceptions";
import type { Exception, Finding } from "./exceptions";
import type { Failed, Report } from "./report";
import { isInScope } from "./scope";

/** What the failed checks of a report come to. */
export interface Verdict {
  /** With a reason in the page of exceptions. */
  readonly explained: readonly Failed[];
  /** Without one. */
  readonly open: readonly Failed[];
  /** Of types out of scope. */
  readonly outside: readonly Failed[];
}

export function verdictOf({ failed }: Report, exceptions: readonly Exception[]): Verdict {
  const inScope = failed.filter(isInScope);
  const isExplained = (finding: Finding) => exceptions.some((exception) => covers(exception, finding));
  return {
    explained: inScope.filter(isExplained),
    open: inScope.filter((finding) => !isExplained(finding)),
    outside: failed.filter((finding) => !isInScope(finding)),
  };
}

/** `CKV_AWS_1 aws_foo (2)`: how often each check failed on each type. */
export function countedByCheck(findings: readonly Finding[]): string[] {
  const counts = new Map<string, number>();
  for (const { address, id } of findings) {
    const key = `${id} ${typeOf(address)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => `${key} (${count})`).sort();
}

/**
 * Checks of Checkov that exceptions name and that it did not make though there are resources of their type: this version
 * has them no more. Trivy does not say which checks passed.
 */
export function idleChecks({ checks }: Report, exceptions: readonly Exception[], types: ReadonlySet<string>): string[] {
  const idle = exceptions
    .filter(({ resource }) => types.has(typeOf(resource.replace(/^every /, ""))))
    .flatMap(({ ids }) => ids)
    .filter((id) => id.startsWith("CKV") && !checks.has(id));
  return [...new Set(idle)];
}
