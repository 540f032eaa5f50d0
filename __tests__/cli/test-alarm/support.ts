import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { testedEvent } from "../../../cli/test-alarm/tested-event";
import type { JsonObject, TestedEvent } from "../../../cli/test-alarm/tested-event";

const SAMPLES = "__tests__/events";

/** The event of a sample: `rootLogin/match-console-login`. */
export function sample(name: string): JsonObject {
  const { event } = JSON.parse(readFileSync(join(SAMPLES, `${name}.json`), "utf8")) as { event: JsonObject };
  return event;
}

/** Names of the samples of an alarm or a rule that begin in a certain way. */
export function samples(key: string, prefix: string): string[] {
  return readdirSync(join(SAMPLES, key))
    .filter((file) => file.startsWith(prefix))
    .map((file) => `${key}/${file.replace(/\.json$/, "")}`);
}

/** An event as it is judged. */
export function tested(event: unknown): TestedEvent {
  const result = testedEvent(event);
  if (typeof result === "string") throw new Error(result);
  return result;
}
