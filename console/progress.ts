import { stripVTControlCharacters } from "node:util";
import { styled } from "./terminal";

/** Nobody waits longer than this without a word. */
const SILENCE_MILLISECONDS = 5000;
const COLUMNS = 80;
/** Blanks and the time before a note. */
const PREFIX_COLUMNS = 15;

/** Reports, a line at a time, which step of a long work is running, what it has done and how long it took. */
export class Progress {
  private step = 0;
  private started = performance.now();
  private doing = "";
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param steps how many steps there will be
   * @param stream where to report it
   */
  constructor(
    private readonly steps: number,
    private readonly stream: NodeJS.WriteStream = process.stdout,
  ) {}

  start(title: string): void {
    this.step += 1;
    this.started = performance.now();
    this.doing = "";
    this.print(styled("bold", `[${this.step}/${this.steps}] ${title}`, this.stream));
    this.expect();
  }

  /** What the running step is at; printed, with the time, when nothing else has been for five seconds. */
  at(text: string): void {
    this.doing = stripVTControlCharacters(text).trim();
  }

  /** Something that the running step has done. */
  note(text: string): void {
    this.print(styled("dim", `      ${this.elapsed()}  ${text}`, this.stream));
    this.expect();
  }

  /** The end of the running step. */
  done(text: string): void {
    this.stop();
    this.print(`      ${this.elapsed()}  ${text}`);
  }

  /** The end of the work, well or not. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private expect(): void {
    this.stop();
    this.timer = setTimeout(() => {
      this.note(
        ["still running", this.doing]
          .filter(Boolean)
          .join(": ")
          .slice(0, COLUMNS - PREFIX_COLUMNS),
      );
    }, SILENCE_MILLISECONDS).unref();
  }

  private print(line: string): void {
    this.stream.write(`${line}\n`);
  }

  private elapsed(): string {
    return `${((performance.now() - this.started) / 1000).toFixed(1).padStart(5)} s`;
  }
}
