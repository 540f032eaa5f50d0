import { fold } from "../../console/fold";

/** What was done in a drill, and when. */
export interface Entry {
  /** ISO 8601. */
  readonly time: string;
  readonly what: string;
  /** Whether it went as it should. */
  readonly ok: boolean;
}

/** A way by which a use of the role is reported. */
export interface Way {
  /** `event rule` or `alarm`. */
  readonly by: string;
  /** As in AWS. */
  readonly name: string;
  readonly reports: boolean;
  /** Name of the topic that it was heard from, or in words why it was not. */
  readonly details: string;
  /** Between the use and what was heard from the topic. */
  readonly seconds?: number;
}

export interface Protocol {
  readonly drill: "break-glass";
  /** Slug of the account whose role was assumed. */
  readonly account: string;
  readonly region: string;
  readonly role: string;
  /** Who assumed it. */
  readonly person: string;
  readonly entries: readonly Entry[];
  readonly ways: readonly Way[];
}

export function passed({ entries, ways }: Protocol): boolean {
  return entries.every(({ ok }) => ok) && ways.length > 0 && ways.every(({ reports }) => reports);
}

/** As text of 80 columns at most, apart from names that are longer. */
export function describeProtocol(protocol: Protocol): string {
  const { account, entries, person, region, role, ways } = protocol;
  return [
    fold(`Drill: ${role} in ${account}, ${region}, by ${person}`, "  ", ""),
    "",
    ...entries.map(({ ok, time, what }) => fold(`${clock(time)}  ${ok ? "" : "FAILED: "}${what}`, " ".repeat(10), "")),
    "",
    ...ways.map(({ by, details, name, reports, seconds }) =>
      fold(
        `${by} ${name}: ${reports ? "reports" : "DOES NOT REPORT"}, ${details}` +
          (seconds === undefined ? "" : ` after ${seconds.toFixed(1)} s`),
        "  ",
        "",
      ),
    ),
    "",
    passed(protocol) ? "All ways report the use of the role." : "The drill FAILED.",
  ].join("\n");
}

/** The time of day, in UTC. */
export function clock(time: string): string {
  return time.slice("2026-01-01T".length, "2026-01-01T00:00:00".length);
}
