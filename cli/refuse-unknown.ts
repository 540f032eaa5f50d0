import { didYouMean, listed } from "../config/source/suggest";
import { EXIT, Failure } from "../console/failure";

/**
 * Refuses values of the command line that there are not.
 *
 * @param what each of them is: `account`
 * @throws Failure with every value that is none
 */
export function refuseUnknown(
  what: string,
  all: readonly string[],
  wanted: readonly string[],
  exitCode: number = EXIT.failed,
): void {
  const unknown = wanted.filter((value) => !all.includes(value));
  if (unknown.length > 0) {
    const lines = unknown.map(
      (value) => `there is no ${what} "${value}": ${didYouMean(value, all) ?? `there are ${listed(all, value)}`}`,
    );
    throw new Failure(lines.join("\n"), exitCode);
  }
}
