// npm run record-plans: writes the plans that tests of the review read, by the real Terraform and, for what changes outside of it, the
// local AWS. LANDING_ZONE_PROVIDER_MIRROR names where hashicorp/aws is installed. A test makes them again.
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { format } from "prettier";
import { commandLine, runCommandLine } from "../console/command-line";
import { print } from "../console/terminal";
import { recordPlans } from "./record-plans/recording";

const FOLDER = "__tests__/review/recorded";

async function record(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, plan] of await recordPlans()) {
    const text = await format(JSON.stringify(plan), { parser: "json", printWidth: 120 });
    writeFileSync(resolve(FOLDER, `${name}.json`), text);
    print(`wrote ${FOLDER}/${name}.json`);
  }
}

void runCommandLine(commandLine("record-plans", "write the plans that tests of the review read").action(record));
