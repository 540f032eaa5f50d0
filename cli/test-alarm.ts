import { readConfiguration } from "./configuration";
import { EXIT } from "../console/failure";
import { print, printError } from "../console/terminal";
import { describeEvent } from "./test-alarm/describe";
import type { JudgedEvent } from "./test-alarm/describe";
import { readEvents } from "./test-alarm/events";
import { judgeOf } from "./test-alarm/judge";

export interface TestAlarmOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Prints JSON in place of text. */
  readonly json?: boolean;
  /** Fails when an event matches nothing. */
  readonly expectMatch?: boolean;
}

/** Reports which alarms and rules events would trigger, and who would be notified. */
export async function testAlarm(files: readonly string[], options: TestAlarmOptions): Promise<void> {
  const { config, expectMatch = false, json = false } = options;
  const judge = judgeOf(readConfiguration(config));
  const judged = (await readEvents(files)).map((read) => ({ ...read, verdict: judge(read.event) }));
  if (json) {
    print(JSON.stringify({ file: config, events: judged.map(forMachines) }, undefined, 2));
  } else {
    print(judged.map((event) => describeEvent(event, judged.length > 1)).join("\n\n"));
  }

  const unmatched = judged.filter(({ verdict }) => verdict.matches.length === 0).length;
  if (expectMatch && unmatched > 0) {
    printError(`\n${unmatched} of ${judged.length} ${judged.length === 1 ? "event matches" : "events match"} nothing.`);
    process.exitCode = EXIT.failed;
  }
}

function forMachines({ event, file, place, verdict }: JudgedEvent): object {
  const { account, name, region, source, time } = event;
  return { file, place, event: { name, source, account, region, time }, ...verdict };
}
