import { plural } from "../../console/plural";
import type { Collector } from "../../log-integrity/collector";

const INTERVAL = 500;

/** How far a run is, in one line of a terminal that is written again and again; nothing where there is no terminal. */
export class ProgressLine {
  private readonly started = performance.now();
  private timer: NodeJS.Timeout | undefined;
  private hours = 0;

  constructor(
    private readonly collector: Pick<Collector, "hoursPassed" | "objects">,
    private readonly stream: NodeJS.WriteStream = process.stderr,
  ) {}

  /** @param hours of all chains together */
  start(hours: number): void {
    this.hours = hours;
    if (this.stream.isTTY) {
      this.timer = setInterval(() => {
        this.stream.write(`\r\u001b[K${this.text(performance.now() - this.started)}`);
      }, INTERVAL).unref();
    }
  }

  stop(): void {
    if (this.timer !== undefined) {
      clearInterval(this.timer);
      this.stream.write("\r\u001b[K");
    }
  }

  /** @param elapsed milliseconds */
  text(elapsed: number): string {
    const { hoursPassed, objects } = this.collector;
    const rate = elapsed > 0 ? (objects * 1000) / elapsed : 0;
    const part = this.hours === 0 ? 0 : Math.min(1, hoursPassed / this.hours);
    const left = part > 0.01 ? `, ${duration((elapsed * (1 - part)) / part)} left` : "";
    const files = objects.toLocaleString("en");
    return `${files} files, ${Math.round(rate).toLocaleString("en")}/s, ${Math.floor(part * 100)}% of the hours${left}`;
  }
}

/** `40 seconds`, `3 minutes`, `2 hours` */
function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 90
    ? plural(seconds, "second")
    : seconds < 5400
      ? plural(Math.round(seconds / 60), "minute")
      : plural(Math.round(seconds / 3600), "hour");
}
