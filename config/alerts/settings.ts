import type { Severity } from "../detection/severity";

export interface Alerts {
  readonly routes: Readonly<Record<Severity, AlertRoute>>;
  readonly slack: readonly (ChatSeverities & { readonly workspaceId: string; readonly channelId: string })[];
  readonly teams: readonly (ChatSeverities & {
    readonly tenantId: string;
    readonly teamId: string;
    readonly channelId: string;
  })[];
}

export interface ChatSeverities {
  readonly severities: readonly Severity[];
}

/** The topic of a severity, and who subscribes to it. */
export interface AlertRoute {
  readonly topicName: string;
  readonly emails: readonly string[];
  readonly https: readonly string[];
  /** ARNs of SQS queues. */
  readonly queues: readonly string[];
  /** ARNs of Lambda functions. */
  readonly functions: readonly string[];
}
