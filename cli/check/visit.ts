import type { Check, CheckClients, CheckedEnvironment, Difference } from "./check";

/** What a check found in an account and a region. */
export interface CheckReport {
  readonly check: string;
  /** Slug of the account. */
  readonly account: string;
  readonly region: string;
  readonly state: "as it should be" | "different" | "failed";
  readonly differences: readonly Difference[];
  /** Why it could not look. */
  readonly problem?: string;
}

/** Runs the checks that concern an account and a region. Never rejects: others have to be looked at, too. */
export async function visit(
  environment: CheckedEnvironment,
  checks: readonly Check[],
  open: () => Promise<CheckClients>,
): Promise<CheckReport[]> {
  const concerned = checks.filter(({ concerns }) => concerns(environment));
  const where = { account: environment.account.slug, region: environment.region };
  const failed = (check: string, error: unknown): CheckReport => ({
    ...where,
    check,
    state: "failed",
    differences: [],
    problem: describe(error),
  });
  if (concerned.length === 0) {
    return [];
  }
  try {
    const clients = await open();
    return await Promise.all(
      concerned.map(async ({ id: check, run }): Promise<CheckReport> => {
        try {
          const differences = await run(environment, clients);
          return {
            ...where,
            check,
            state: differences.every(({ isNote }) => isNote === true) ? "as it should be" : "different",
            differences,
          };
        } catch (error) {
          return failed(check, error);
        }
      }),
    );
  } catch (error) {
    return concerned.map(({ id }) => failed(id, error));
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  // The AWS SDK names an error after AWS's code of it.
  return error.name === "Error" ? error.message : `${error.name}: ${error.message}`;
}
