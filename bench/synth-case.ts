// One measurement of `npm run bench:synth`, in a process of its own: node scripts/run.mjs bench/synth-case.ts ACCOUNTS REGIONS
import "../stacks/synthesis-speed";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { App } from "cdktf";
import { parseLandingZone } from "../config/load";
import { defineLandingZone } from "../stacks/landing-zone";
import { yamlOf } from "./landing-zone-of-size";

const [accounts = 10, regions = 17] = process.argv.slice(2).map(Number);
// In memory where the system offers it: the disk is not what is measured, and it is the least steady part of a machine.
const MEMORY = "/dev/shm";
const outdir = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "landing-zone-bench-"));
const { landingZone } = parseLandingZone(yamlOf(accounts, regions), "bench.yaml");

const started = performance.now();
const app = new App({ outdir });
defineLandingZone(app, landingZone);
app.synth();
const seconds = (performance.now() - started) / 1000;
const peakMegabytes = process.resourceUsage().maxRSS / 1024;

const hash = createHash("sha256");
let resources = 0;
for (const stack of readdirSync(join(outdir, "stacks")).sort()) {
  const text = readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");
  hash.update(text);
  const { resource } = JSON.parse(text) as { resource: Record<string, object> };
  resources += Object.values(resource).reduce((sum, ofType) => sum + Object.keys(ofType).length, 0);
}
rmSync(outdir, { recursive: true });
process.stdout.write(JSON.stringify({ seconds, peakMegabytes, resources, hash: hash.digest("hex") }));
