/** Most lines of one error, and most errors, that are shown. */
const LONGEST = 12;
const MOST = 3;

/**
 * What cdktf printed of Terraform's errors. Stacks are deployed side by side, so that the end of the output may be another
 * stack's plan.
 *
 * @returns nothing where no line says that it is an error
 */
export function errorLines(lines: readonly string[]): string[] {
  const found: string[] = [];
  let errors = 0;
  let left = 0;
  for (const line of lines) {
    if (/\bError: /.test(line)) {
      errors += 1;
      left = errors > MOST ? 0 : LONGEST;
    }
    if (left > 0) {
      found.push(line);
      left = line.includes("╵") ? 0 : left - 1;
    }
  }
  return errors > MOST ? [...found, `and ${errors - MOST} more`] : found;
}
