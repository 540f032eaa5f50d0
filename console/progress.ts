import { performance } from "node:perf_hooks";
import { styled } from "./terminal";

/** Tells, a line at a time, which step of a long work is running, what it has done and how long it took. */
export class Progress {
  private step = 0;
  private started = performance.now();

  /**
   * @param steps how many steps there will be
   * @param stream where to tell it
   */
  constructor(
    private readonly steps: number,
    private readonly stream: NodeJS.WriteStream = process.stdout,
  ) {}

  start(title: string): void {
    this.step += 1;
    this.started = performance.now();
    this.print(styled("bold", `[${this.step}/${this.steps}] ${title}`, this.stream));
  }

  /** Something that the running step has done. */
  note(text: string): void {
    this.print(styled("dim", `      ${this.elapsed()}  ${text}`, this.stream));
  }

  /** The end of the running step. */
  done(text: string): void {
    this.print(`      ${this.elapsed()}  ${text}`);
  }

  private print(line: string): void {
    this.stream.write(`${line}\n`);
  }

  private elapsed(): string {
    return `${((performance.now() - this.started) / 1000).toFixed(1).padStart(5)} s`;
  }
}
