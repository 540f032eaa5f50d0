import { performance } from "node:perf_hooks";
import { print, styled } from "../terminal";

/** Tells, a line at a time, which step of a long work is running, what it has done and how long it took. */
export class Progress {
  private step = 0;
  private started = performance.now();

  /** @param steps how many steps there will be */
  constructor(private readonly steps: number) {}

  start(title: string): void {
    this.step += 1;
    this.started = performance.now();
    print(styled("bold", `[${this.step}/${this.steps}] ${title}`));
  }

  /** Something that the running step has done. */
  note(text: string): void {
    print(styled("dim", `      ${this.elapsed()}  ${text}`));
  }

  /** The end of the running step. */
  done(text: string): void {
    print(`      ${this.elapsed()}  ${text}`);
  }

  private elapsed(): string {
    return `${((performance.now() - this.started) / 1000).toFixed(1).padStart(5)} s`;
  }
}
