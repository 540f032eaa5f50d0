import { resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { roomOf } from "../config/guardrails/room";
import type { LandingZone } from "../config/landing-zone";
import type { Remembered } from "../stacks/ledger";
import { synthesize } from "../stacks/synthesize";
import type { SynthesizedStack } from "../stacks/synthesize";
import { describeRetention, mfaDeleteProcedure } from "./archive";
import { readConfiguration } from "./configuration";
import { statesOf } from "../terraform/states";
import { expectBegun, expectLedgerOfStates, whatLedgerLacks, writeLedger } from "./ledger-file";
import { describeLedger } from "./ledger/describe";
import { costsOf, describeCosts } from "./costs";
import { describeGuardrailRoom } from "./guardrail-room";
import { describeKeyStore } from "./key-store";
import { describeRecording } from "./recording-costs";
import { describeUnrecorded } from "./unrecorded";
import { DEFAULT_CONFIGURATION, INSTALLED, sameFiles, shellQuoted, typed } from "../console/invocation";
import { Failure } from "../console/failure";
import { fold } from "../console/fold";
import { plural } from "../console/plural";
import { table } from "../console/table";
import { print, styled } from "../console/terminal";

export interface SynthOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Folder that receives the Terraform JSON. */
  readonly output: string;
  /** Prints JSON in place of the table. */
  readonly json?: boolean;
  /** Counts warnings of the configuration as errors. */
  readonly strict?: boolean;
}

/** Writes the Terraform JSON of a landing zone and reports what was written. */
export async function synth({ config, output, json = false, strict = false }: SynthOptions): Promise<void> {
  const started = performance.now();
  const landingZone = readConfiguration(config, { strict });
  expectBegun(config, landingZone.state);
  if (landingZone.state.backend === "local") {
    // Those in a bucket are asked by commands that need AWS.
    const states = statesOf(landingZone, resolve(output));
    await expectLedgerOfStates(config, states, output);
    if (landingZone.ledger !== undefined) {
      const lacking = await whatLedgerLacks(config, states, output);
      if (lacking !== undefined) {
        throw new Failure(lacking);
      }
    }
  }
  let removed: readonly string[] = [];
  let remembered: Remembered | undefined;
  const stacks = synthesize(landingZone, output, {
    onRemoved: (names) => {
      removed = names;
    },
    onDefined: (found) => {
      remembered = found;
    },
  });
  const ledger = remembered && writeLedger(config, remembered);
  const seconds = (performance.now() - started) / 1000;
  if (json) {
    const { archive, config: settings } = landingZone;
    const report = {
      output,
      seconds: Number(seconds.toFixed(3)),
      stacks,
      removed,
      ledger,
      archive,
      costs: costsOf(stacks, landingZone),
      recording: settings.recording,
      guardrails: roomOf(landingZone.guardrails),
    };
    print(JSON.stringify(report, undefined, 2));
    return;
  }
  print(describe(stacks, seconds));
  print(`\n${describeRetention(landingZone)}`);
  print(`\n${recordingOf(landingZone)}`);
  print(`\n${describeCosts(costsOf(stacks, landingZone))}`);
  const room = describeGuardrailRoom(landingZone);
  if (room !== "") {
    print(`\n${room}`);
  }
  const keyStore = describeKeyStore(landingZone);
  if (keyStore !== "") {
    print(`\n${keyStore}`);
  }
  const procedure = mfaDeleteProcedure(landingZone);
  if (procedure !== "") {
    print(`\n${procedure}`);
  }
  if (removed.length > 0) {
    print(`\n${describeRemoved(removed, output)}`);
  }
  if (ledger !== undefined) {
    print(`\n${describeLedger(ledger)}`);
  }
  print(`\nTerraform JSON is in ${styled("bold", output)}. Next:\n  ${nextCommands(config, output).join("\n  ")}`);
}

/** A checkout has cdktf and its cdktf.json; whoever has the package deploys as they are used to. */
function nextCommands(config: string, output: string): string[] {
  const variable = config === DEFAULT_CONFIGURATION ? "" : `LANDING_ZONE_CONFIG=${shellQuoted(config)} `;
  const plan = typed("plan", sameFiles(config, output));
  return INSTALLED ? [plan] : [plan, `${variable}npx cdktf deploy '*'`];
}

function describeRemoved(stacks: readonly string[], output: string): string {
  return [
    fold(`Removed from ${output}, as the configuration does not make them any more:`),
    ...stacks.map((stack) => `  ${stack}`),
  ].join("\n");
}

/** What the chosen recording means. */
export function recordingOf(landingZone: LandingZone): string {
  const { accounts, config, regions } = landingZone;
  const unrecorded = describeUnrecorded(landingZone);
  const recording = describeRecording(config.recording, { accounts: accounts.length, regions: regions.length });
  return unrecorded === "" ? recording : `${recording}\n\n${unrecorded}`;
}

export function describe(stacks: readonly SynthesizedStack[], totalSeconds: number): string {
  const regions = new Set(stacks.flatMap((stack) => stack.regions));
  const accounts = new Set(stacks.map(({ account }) => account));
  const count = (all: readonly SynthesizedStack[]) => all.reduce((sum, { resources }) => sum + resources, 0);
  const rows = [
    ...stacks.map((row) => ({ ...row, regions: String(row.regions.length) })),
    {
      stack: plural(stacks.length, "stack"),
      account: plural(accounts.size, "account"),
      regions: String(regions.size),
      resources: count(stacks),
      seconds: totalSeconds,
    },
  ];
  const text = table(
    [
      { title: "stack", value: ({ stack }) => stack },
      { title: "account", value: ({ account }) => account },
      { title: "regions", value: (row) => row.regions, align: "right" },
      { title: "resources", value: ({ resources }) => String(resources), align: "right" },
      { title: "seconds", value: ({ seconds }) => seconds.toFixed(2), align: "right" },
    ],
    rows,
  ).split("\n");
  const [title = "", ...lines] = text;
  const total = lines.pop() ?? "";
  return [styled("bold", title), ...lines, styled("bold", total)].join("\n");
}
