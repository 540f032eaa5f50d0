import type { LandingZone } from "../../../config/landing-zone";
import { FINDING_SEVERITY, LOG_INTEGRITY_FINDING } from "../../../config/log-validation/findings";
import type { AccountClients } from "../../../terraform/account-clients";
import { listenTo } from "../listener";
import type { Listener } from "../listener";

/** A finding as the validator tells it. */
export interface HeardFinding {
  readonly findingId: string;
  readonly type: string;
  readonly kind?: string;
  readonly accountId: string;
  readonly region: string;
  readonly title: string;
}

/** What a topic published. */
export type Heard = { readonly topic: string } & (
  { readonly finding: HeardFinding } | { readonly alarm: string; readonly state: string }
);

/** Somebody who listens to both topics that are told of findings, and nothing else. */
export class Ears {
  private constructor(
    readonly critical: string,
    readonly tampering: string,
    private readonly listeners: ReadonlyMap<string, Listener>,
  ) {}

  static async of({ alerts, audit, homeRegion, name, partition }: LandingZone, clients: AccountClients): Promise<Ears> {
    const critical = alerts.routes[FINDING_SEVERITY].topicName;
    const others = [...new Set(Object.values(alerts.routes).map(({ topicName }) => topicName))];
    const { region, topicName: tampering } = alerts.tampering;
    const accountId = await clients.accountId(audit);
    const listeners = new Map<string, Listener>();
    const ears = new Ears(critical, tampering, listeners);
    try {
      for (const [topic, where] of [
        ...others.map((other) => [other, homeRegion] as const),
        [tampering, region] as const,
      ]) {
        const settings = await clients.settings(audit, where);
        const arn = `arn:${partition}:sns:${where}:${accountId}:${topic}`;
        listeners.set(topic, await listenTo(settings, arn, `${name}-drill-${listeners.size}`));
      }
    } catch (error) {
      await ears.stop();
      throw error;
    }
    return ears;
  }

  /** What is new. */
  async take(): Promise<readonly Heard[]> {
    const heard: Heard[] = [];
    for (const [topic, listener] of this.listeners) {
      for (const text of await listener.take()) {
        const message = JSON.parse(text) as {
          readonly "detail-type"?: string;
          readonly detail?: HeardFinding;
          readonly AlarmName?: string;
          readonly NewStateValue?: string;
        };
        if (message["detail-type"] === LOG_INTEGRITY_FINDING && message.detail !== undefined) {
          heard.push({ topic, finding: message.detail });
        } else if (message.AlarmName !== undefined) {
          heard.push({ topic, alarm: message.AlarmName, state: message.NewStateValue ?? "" });
        }
      }
    }
    return heard;
  }

  async stop(): Promise<void> {
    for (const listener of this.listeners.values()) {
      await listener.stop();
    }
  }
}
