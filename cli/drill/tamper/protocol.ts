import { fold } from "../../../console/fold";
import { clock } from "../protocol";
import type { Entry } from "../protocol";

/** When and where something was told. ISO 8601, by the clock of the local AWS. */
export interface Told {
  readonly time: string;
  readonly topic: string;
}

/** One way of tampering with the archive, and how it was reported. */
export interface TamperedWith {
  readonly what: string;
  /** What is in its way in AWS. */
  readonly inAws: string;
  readonly accountId: string;
  readonly region: string;
  /** When it was done. */
  readonly time: string;
  /** What was expected: `integrity (hash)`. */
  readonly expected: string;
  /** What was said of it; nothing where nothing was. */
  readonly title?: string;
  /** By the security bus, and by that of tampering. */
  readonly events: readonly Told[];
  /** By the alarm on failures. */
  readonly alarm?: Told;
  readonly ok: boolean;
}

/** One way of silencing the validator, and which alarms told of it. */
export interface Silenced {
  readonly what: string;
  readonly inAws: string;
  readonly time: string;
  /** As in AWS. */
  readonly alarms: readonly (Told & { readonly name: string })[];
  /** What was found nevertheless, or why it failed. */
  readonly details?: string;
  readonly ok: boolean;
}

export interface TamperProtocol {
  readonly drill: "tamper";
  readonly region: string;
  readonly bucket: string;
  readonly function: string;
  /** Accounts and regions that have digests. */
  readonly chains: number;
  readonly entries: readonly Entry[];
  readonly tampered: readonly TamperedWith[];
  readonly silenced: readonly Silenced[];
}

export function passedTamper({ entries, silenced, tampered }: TamperProtocol): boolean {
  return [...entries, ...tampered, ...silenced].every(({ ok }) => ok) && tampered.length > 0 && silenced.length > 0;
}

/** As text of 80 columns at most, apart from names that are longer. */
export function describeTamper(protocol: TamperProtocol): string {
  const { bucket, chains, entries, region, silenced, tampered } = protocol;
  const lines = (time: string, ok: boolean, texts: readonly string[]): string =>
    texts
      .map((text, index) =>
        index === 0
          ? fold(`${clock(time)}  ${ok ? "" : "FAILED: "}${text}`, " ".repeat(10), "")
          : fold(text, " ".repeat(12), " ".repeat(10)),
      )
      .join("\n");
  return [
    fold(`Drill: ${protocol.function} in ${region}, ${bucket}, ${chains} accounts and regions`, "  ", ""),
    "",
    ...entries.map(({ ok, time, what }) => lines(time, ok, [what])),
    "",
    "Tampering, by somebody who got around what AWS has in the way:",
    "",
    ...tampered.map(({ accountId, alarm, events, expected, inAws, ok, region: where, time, title, what }) =>
      lines(time, ok, [
        `${what}, ${accountId} ${where}`,
        `in AWS: ${inAws}`,
        title === undefined ? `NOT REPORTED as ${expected}` : `${expected}: ${title}`,
        ...events.map((told) => `${clock(told.time)} event from ${told.topic}`),
        alarm === undefined ? "NO ALARM" : `${clock(alarm.time)} alarm from ${alarm.topic}`,
      ]),
    ),
    "",
    "Silencing the validator:",
    "",
    ...silenced.map(({ alarms, details, inAws, ok, time, what }) =>
      lines(time, ok, [
        what,
        `in AWS: ${inAws}`,
        ...alarms.map((alarm) => `${clock(alarm.time)} alarm ${alarm.name} from ${alarm.topic}`),
        ...(details === undefined ? [] : [details]),
      ]),
    ),
    "",
    passedTamper(protocol)
      ? `All ${tampered.length} kinds of tampering were reported by events and by the alarm, and silence by alarms.`
      : "The drill FAILED.",
  ].join("\n");
}
