// What `cdktf synth`, `cdktf diff` and `cdktf deploy` run: landing-zone.yaml -> landing zone -> stacks -> Terraform JSON.
import "./stacks/synthesis-speed";
import { App } from "cdktf";
import { readConfiguration } from "./cli/configuration";
import { Failure } from "./console/failure";
import { DEFAULT_CONFIGURATION } from "./console/invocation";
import { defineLandingZone } from "./stacks/landing-zone";

try {
  const landingZone = readConfiguration(process.env.LANDING_ZONE_CONFIG ?? DEFAULT_CONFIGURATION);
  const app = new App();
  defineLandingZone(app, landingZone);
  app.synth();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
