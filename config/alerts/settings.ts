import type { Severity } from "../detection/severity";
import type { Immutable } from "../immutable";
import type { Configuration } from "../schema";

type Settings = Immutable<Configuration["alerts"]>;
type Subscribers = Settings["routes"][Severity];

export interface Alerts extends Pick<Settings, "slack" | "teams"> {
  readonly routes: Readonly<Record<Severity, AlertRoute>>;
}

/** The topic of a severity, and who subscribes to it. */
export interface AlertRoute extends Subscribers {
  readonly topicName: string;
}
