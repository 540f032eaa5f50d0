import { stripVTControlCharacters } from "node:util";

/** cdktf starts a line with the stack's name, and leaves it blank in the lines that follow at once. */
const STACK = /^([A-Za-z0-9_-]+) {2}/;
const APPLIED = /Apply complete! Resources: (.*)\.$/;

/**
 * Reports which stacks a `cdktf deploy` applies, each once, from what it prints and from how it ends.
 *
 * cdktf stops reading the terminal that it runs Terraform in 0.2 seconds after Terraform has ended. On a busy machine the
 * last lines are lost, which are the ones that say that a stack has been applied.
 *
 * @see https://github.com/microsoft/node-pty/issues/72
 */
export class AppliedStacks {
  private current = "";
  private readonly missing: Set<string>;

  /**
   * @param stacks those that are deployed
   * @param onApplied called with each stack, and what Terraform counted if that was printed
   */
  constructor(
    stacks: readonly string[],
    private readonly onApplied: (stack: string, summary?: string) => void,
  ) {
    this.missing = new Set(stacks);
  }

  /** Reads a line of output; returns it without escape sequences. */
  read(line: string): string {
    const text = stripVTControlCharacters(line);
    this.current = STACK.exec(text)?.[1] ?? this.current;
    const summary = APPLIED.exec(text)?.[1];
    if (summary !== undefined && this.missing.delete(this.current)) {
      this.onApplied(this.current, summary);
    }
    return text;
  }

  /** Reports the other stacks: cdktf succeeds only when it has applied them all. */
  succeed(): void {
    for (const stack of this.missing) {
      this.onApplied(stack);
    }
    this.missing.clear();
  }
}
