import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Failure } from "../../console/failure";
import type { Journal } from "../../log-integrity/walk-context";
import { VERIFY_EXIT } from "./exit";

const LINES_AT_ONCE = 256;

/**
 * Remembers in a file which digests' log files are verified, so that a run that was stopped goes on. The first line says what the
 * run is about, every other one the hash of a digest. Digests themselves are read and verified again.
 */
export class FileJournal implements Journal {
  /** Whether there was something to go on from. */
  readonly isResumed: boolean;
  private readonly known = new Set<string>();
  private waiting: string[] = [];

  /**
   * @param about what identifies the run: trail, interval, what it is limited to
   * @throws Failure where the file is of another run, or cannot be read or written
   */
  constructor(
    private readonly file: string,
    about: object,
  ) {
    const header = JSON.stringify({ verifyLogs: 1, ...about });
    try {
      this.isResumed = existsSync(file);
      if (!this.isResumed) {
        writeFileSync(file, `${header}\n`, { mode: 0o600 });
        return;
      }
      const [first, ...lines] = readFileSync(file, "utf8").split("\n");
      if (first !== header) {
        throw new Failure(
          `--resume: ${file} is of another run: name another file, or remove it.\n  there: ${first ?? ""}\n  here:  ${header}`,
          VERIFY_EXIT.usage,
        );
      }
      lines.filter((line) => /^[0-9a-f]{64}$/.test(line)).forEach((line) => this.known.add(line));
    } catch (error) {
      throw error instanceof Failure ? error : new Failure(`--resume: ${(error as Error).message}`, VERIFY_EXIT.usage);
    }
  }

  has(digestHash: string): boolean {
    return this.known.has(digestHash);
  }

  add(digestHash: string): void {
    this.waiting.push(digestHash);
    if (this.waiting.length >= LINES_AT_ONCE) {
      this.flush();
    }
  }

  /** Writes what is not written yet. */
  flush(): void {
    if (this.waiting.length > 0) {
      // A line that was cut off by the end of the process is none of a hash, and a new one begins after it.
      appendFileSync(this.file, `\n${this.waiting.join("\n")}\n`);
      this.waiting = [];
    }
  }

  /** The run came to its end: the next one begins anew. */
  remove(): void {
    this.waiting = [];
    rmSync(this.file, { force: true });
  }
}
