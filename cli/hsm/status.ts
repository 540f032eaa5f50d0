import { exitCodeOf, nextStep } from "../../cloudhsm/next-step";
import { readStanding } from "../../cloudhsm/standing";
import { print } from "../../console/terminal";
import { describeNextStep, describeStanding } from "./describe";
import { open, reporting } from "./open";
import type { HsmOptions } from "./open";
import { typedFor } from "./typed";

/** Reports where the ceremony is and what comes next; changes nothing. */
export function status({ cluster, config, json = false }: HsmOptions): Promise<void> {
  return reporting(async () => {
    const { clients, settings } = await open(config);
    const standing = await readStanding(clients, settings.plan, cluster);
    const next = nextStep(standing, typedFor(config));
    const exitCode = exitCodeOf(next);
    print(
      json
        ? JSON.stringify({ file: config, exitCode, ...standing, next }, undefined, 2)
        : `${describeStanding(standing)}\n\n${describeNextStep(next)}`,
    );
    process.exitCode = exitCode;
  });
}
