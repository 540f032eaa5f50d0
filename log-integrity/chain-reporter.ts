import type { ChainName, ObjectRole, Sink, Survivor } from "./findings";
import type { Interval } from "./interval";
import type { ObjectAddress } from "./location";
import type { SourceError } from "./sources";
import type { Failed, NotChecked, Verdict } from "./verdicts";

/** Reports what is found of one account, region and trail. */
export class ChainReporter {
  constructor(
    readonly name: ChainName,
    readonly sink: Sink,
  ) {}

  seen(role: ObjectRole, { outcome }: Verdict): void {
    this.sink.object(role, outcome, this.name);
  }

  hours(count: number): void {
    for (let hour = 0; hour < count; hour += 1) {
      this.sink.hour();
    }
  }

  /** An object that is not verified. */
  object(
    object: ObjectRole,
    { bucket, key }: ObjectAddress,
    { from, to }: Interval,
    verdict: Failed | NotChecked,
    survivor?: Survivor,
  ): void {
    const { detail } = verdict;
    const common = { ...this.name, from, to, bucket, key, object, ...(detail === undefined ? {} : { detail }) };
    this.sink.finding(
      verdict.outcome === "failed"
        ? { type: "integrity", ...common, kind: verdict.kind, ...(survivor === undefined ? {} : { survivor }) }
        : { type: "not-checked", ...common, reason: verdict.reason },
    );
  }

  /** Hours that nothing can be said of, because something cannot be read. */
  hoursNotChecked({ from, to }: Interval, { message, reason }: SourceError, address?: ObjectAddress): void {
    this.sink.finding({
      type: "not-checked",
      ...this.name,
      from,
      to,
      reason: reason === "no-bucket" ? "unavailable" : reason,
      object: "hours",
      ...(address === undefined ? {} : { bucket: address.bucket, key: address.key }),
      detail: message,
    });
  }
}
