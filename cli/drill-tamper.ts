import { readFileSync } from "node:fs";
import type { LandingZone } from "../config/landing-zone";
import { ConfigurationDocument } from "../config/source/document";
import { formatProblems } from "../config/source/problem";
import { Failure } from "../console/failure";
import { hasColours } from "../console/terminal";
import { readConfiguration } from "./configuration";
import { clockOf } from "./drill/local-aws";
import { onLocalAws } from "./drill/on-local-aws";
import { drillTamper } from "./drill/tamper/course";
import { describeTamper, passedTamper } from "./drill/tamper/protocol";
import { Simulator } from "./drill/tamper/simulator";

export interface DrillTamperOptions {
  /** Path of the YAML file. */
  readonly config: string;
  /** Prints JSON in place of text. */
  readonly json?: boolean;
  /** Shows everything that cdktf and Terraform print. */
  readonly verbose?: boolean;
}

/** The function and whom it tells, the trail and its bucket, and what hands events of the one on to the other. */
const STACKS = ["log-validation", "digest-events", "organization-trail"];

/** Tampers with the logs of a local AWS in every way, and reports whether the deployed validator reports it. */
export async function drillTamperedLogs({ config, json = false, verbose = false }: DrillTamperOptions): Promise<void> {
  const landingZone = readConfiguration(config);
  refuseWhatCannotBeDrilled(landingZone, config);
  await onLocalAws({
    landingZone,
    stacks: STACKS,
    json,
    verbose,
    drill: ({ clients, endpoint }, onEntry) =>
      drillTamper({ landingZone, clients, simulator: new Simulator(endpoint), now: () => clockOf(endpoint), onEntry }),
    hasPassed: passedTamper,
    describe: describeTamper,
  });
}

function refuseWhatCannotBeDrilled({ homeRegion, logValidation, partition }: LandingZone, config: string): void {
  if (partition !== "aws") {
    throw new Failure(`the local AWS knows the partition aws only, and ${homeRegion} is in ${partition}`);
  }
  if (logValidation?.enabled !== true) {
    const document = new ConfigurationDocument(readFileSync(config, "utf8"), config);
    const path = logValidation === undefined ? [] : ["logValidation", "enabled"];
    const problem = document.problem({
      path,
      message:
        logValidation === undefined
          ? "there is no logValidation, so that nobody validates logs continuously"
          : "nobody validates logs continuously",
      ...(logValidation === undefined ? {} : { got: "false" }),
      fix: "logValidation: { enabled: true }, as docs/log-validation.md says",
    });
    throw new Failure(formatProblems([problem], { colour: hasColours(process.stderr) }));
  }
}
