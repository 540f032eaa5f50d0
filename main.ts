// What `cdktf synth`, `cdktf diff` and `cdktf deploy` run: landing-zone.yaml -> landing zone -> stacks -> Terraform JSON.
import "./stacks/synthesis-speed";
import { App } from "cdktf";
import { readConfiguration } from "./cli/configuration";
import { expectCurrent } from "./cli/ledger-file";
import { Failure } from "./console/failure";
import { DEFAULT_CONFIGURATION } from "./console/invocation";
import { defineLandingZone } from "./stacks/landing-zone";

try {
  const configuration = process.env.LANDING_ZONE_CONFIG ?? DEFAULT_CONFIGURATION;
  const landingZone = readConfiguration(configuration);
  const app = new App();
  const { ledger } = defineLandingZone(app, landingZone);
  expectCurrent(configuration, ledger);
  app.synth();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
