/** A call, or another event, as CloudTrail records it. */
export interface Recorded {
  /** EventBridge's `detail-type`. */
  readonly type: string;
  readonly record: Readonly<Record<string, unknown>>;
  readonly account: string;
  readonly region: string;
}

/** From a call to a topic, by synthesized resources alone. */
export interface Way {
  readonly kind: "alarm" | "rule";
  /** Names of alarm or rule and topic. */
  readonly name: string;
  /** Name of the alarm or the rule. */
  readonly reporter: string;
  /** Whether its patterns match an event, whatever becomes of it then. */
  readonly matches: (event: Recorded) => boolean;
  /** Why nothing comes through it, with the address of the resource; nothing where it is whole. */
  readonly broken?: string;
  /** All that the news goes through: `topic arn:...`, `key eu-west-1 alias/...`. */
  readonly members: ReadonlySet<string>;
}

/** Whether a way reports an event to somebody. */
export function reports({ broken, matches }: Way, event: Recorded): boolean {
  return broken === undefined && matches(event);
}

/** An event is asked of one way after the other, many of which begin alike. */
export function lastRemembered(matches: (event: Recorded) => boolean): (event: Recorded) => boolean {
  let last: { readonly event: Recorded; readonly result: boolean } | undefined;
  return (event) => {
    if (last?.event !== event) {
      last = { event, result: matches(event) };
    }
    return last.result;
  };
}

const deliveries = new WeakMap<Recorded, object>();

/** An event as EventBridge delivers it. */
export function delivered(event: Recorded): object {
  const { account, record, region, type } = event;
  const known = deliveries.get(event) ?? {
    source: `aws.${String(record.eventSource).replace(".amazonaws.com", "")}`,
    "detail-type": type,
    account,
    region,
    detail: record,
  };
  deliveries.set(event, known);
  return known;
}
