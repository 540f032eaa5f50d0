import type { Severity } from "../detection/severity";
import type { Immutable } from "../immutable";
import type { Configuration } from "../schema";

type Settings = Immutable<Configuration["alerts"]>;
type Subscribers = Settings["routes"][Severity];

export interface Alerts extends Pick<Settings, "slack" | "teams"> {
  readonly routes: Readonly<Record<Severity, AlertRoute>>;
  /** The second carrier of tampering, which shares nothing with the topics above. */
  readonly tampering: TamperingRoute;
}

/** The topic of a severity, and who subscribes to it. */
export interface AlertRoute extends Subscribers {
  readonly topicName: string;
}

/** The topic of tampering, of whatever severity, and who subscribes to it: all who are notified of any of it. */
export interface TamperingRoute extends AlertRoute {
  /** Where its bus, rules, topic, key and queue are: not in the home region, where another one is governed. */
  readonly region: string;
  /** Of what it reports. */
  readonly severities: readonly Severity[];
}
