// npm run bench:review: what reviewing the plans of an organization takes: 200 plans of real size, with 20,000 changes in them. The same
// files parsed and nothing else are measured beside it, as no review can be faster than that by JSON.parse.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandLine, runCommandLine } from "../console/command-line";
import { table } from "../console/table";
import { print } from "../console/terminal";
import { median } from "./median";
import { expectLinux } from "./proc";
import { writePlans } from "./review-plans";
import { measureProgram } from "./measure-program";
import type { Taken } from "./measure-program";
import { bundlePrograms } from "./verify/programs";

/** Twice as many resources as the largest stack of the example has, of which half change. */
const PLANS = { plans: 200, changes: 100, others: 100 };
/** Of CPU, which is the same beside other work; on an idle machine the collector of garbage runs beside, and it takes less time than that. */
const MOST_CPU_SECONDS = 5;
const MOST_MEGABYTES = 500;
const BUDGET = 65_536;
const DANGERS = 3;
const PARSE = `
const { readdirSync, readFileSync } = require("node:fs");
for (const file of readdirSync(process.argv[1])) JSON.parse(readFileSync(process.argv[1] + "/" + file, "utf8"));`;

const run = (command: readonly string[], exitCode: number): Promise<Taken> =>
  measureProgram(command, { isGood: (code) => code === exitCode });

async function bench({ rounds }: { readonly rounds: string }): Promise<void> {
  expectLinux();
  const { ours } = bundlePrograms();
  const folder = mkdtempSync(join(tmpdir(), "bench-review-"));
  try {
    const plans = join(folder, "plans");
    const { bytes, dangers } = writePlans(plans, PLANS);
    const markdown = join(folder, "comment.md");
    const page = join(folder, "page.html");
    const command = [process.execPath, ours, "review", plans, "--config", "landing-zone.yaml"];
    const everything = [...command, "--markdown", markdown, "--html", page, "--sarif", join(folder, "a.sarif")];
    const taken = { review: [] as Taken[], all: [] as Taken[], parse: [] as Taken[] };
    for (let round = 0; round < Number(rounds); round += 1) {
      taken.parse.push(await run([process.execPath, "-e", PARSE, plans], 0));
      taken.review.push(await run([...command, "--markdown", markdown], DANGERS));
      taken.all.push(await run(everything, DANGERS));
    }
    const text = readFileSync(markdown, "utf8");
    const unnamed = dangers.filter((address) => !new RegExp(`${address}\\b`).test(text));
    const row = (what: string, all: readonly Taken[]) => ({
      what,
      seconds: median(all.map(({ seconds }) => seconds)),
      cpu: median(all.map(({ cpuSeconds }) => cpuSeconds)),
      megabytes: median(all.map(({ peakMegabytes }) => peakMegabytes)),
    });
    const rows = [
      row("JSON.parse alone", taken.parse),
      row("review --markdown", taken.review),
      row("and --html --sarif", taken.all),
    ];
    print(`${PLANS.plans} plans, ${PLANS.plans * PLANS.changes} changes, ${(bytes / 1e6).toFixed(0)} MB`);
    print(
      table(
        [
          { title: "what", value: ({ what }) => what },
          { title: "seconds", value: ({ seconds }) => seconds.toFixed(2), align: "right" },
          { title: "CPU", value: ({ cpu }) => cpu.toFixed(2), align: "right" },
          { title: "MB", value: ({ megabytes }) => megabytes.toFixed(0), align: "right" },
        ],
        rows,
      ),
    );
    const [parse, review] = rows;
    print(`review / JSON.parse: ${((review?.cpu ?? NaN) / (parse?.cpu ?? NaN)).toFixed(2)} of CPU`);
    print(
      `Markdown: ${text.length} of ${BUDGET} characters; dangers not named: ${unnamed.length} of ${dangers.length}`,
    );
    print(`page: ${(readFileSync(page).length / 1e6).toFixed(1)} MB`);
    const isGood =
      (review?.cpu ?? NaN) < MOST_CPU_SECONDS &&
      (review?.megabytes ?? NaN) < MOST_MEGABYTES &&
      text.length <= BUDGET &&
      unnamed.length === 0;
    const bounds = `${MOST_CPU_SECONDS} s of CPU, ${MOST_MEGABYTES} MB and ${BUDGET} characters`;
    print(`${isGood ? "within" : "NOT within"} its bounds: ${bounds}`);
    process.exitCode = isGood ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void runCommandLine(
  commandLine("bench:review", "measure a review of the plans of an organization")
    .option("--rounds <number>", "how often", "3")
    .action(bench),
);
