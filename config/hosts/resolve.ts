import type { Configuration } from "../schema";
import type { Hosts } from "./settings";

/** What is watched and recorded on hosts. */
export function hostsOf({ hosts: { agent, sessions } }: Pick<Configuration, "hosts">): Hosts {
  const { failedLogons, memoryPercent, retentionDays } = agent;
  const { idleMinutes, maxMinutes } = sessions;
  return {
    agent: agent.enabled ? { failedLogons, memoryPercent, retentionDays } : undefined,
    sessions: sessions.enabled ? { idleMinutes, maxMinutes } : undefined,
  };
}
