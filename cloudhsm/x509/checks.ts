/** One thing that was looked at. */
export interface Check {
  /** What: `AWS root: validity`. */
  readonly check: string;
  readonly outcome: "ok" | "warning" | "refused";
  /** Why, unless all is well. */
  readonly detail?: string;
}

/** Fine unless there is a problem. */
export function refusedIf(check: string, problem: string | undefined | false): Check {
  return problem === undefined || problem === false
    ? { check, outcome: "ok" }
    : { check, outcome: "refused", detail: problem };
}

/** Fine unless there is something to know. */
export function warningIf(check: string, problem: string | undefined | false): Check {
  const { detail, ...rest } = refusedIf(check, problem);
  return detail === undefined ? rest : { check, outcome: "warning", detail };
}

export function refused(checks: readonly Check[]): Check[] {
  return checks.filter(({ outcome }) => outcome === "refused");
}
