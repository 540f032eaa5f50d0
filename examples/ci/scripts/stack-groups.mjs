// Divides the stacks among jobs: all of them as a matrix, or those of one job.
//   node stack-groups.mjs SYNTH.json --jobs 20            prints [{"job":1,"stacks":"organization baseline-x"}, ...]
//   node stack-groups.mjs SYNTH.json --job 3 --of 20      prints the stacks of the third, on one line
// SYNTH.json is what `landing-zone synth --json` prints.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { run } from "./forge.mjs";

/** A matrix makes at most so many jobs: https://docs.github.com/en/actions/reference/limits */
const MOST_JOBS = 256;
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;

export const done = run(() => {
  const { positionals, values } = parseArgs({
    args: process.argv.slice(2),
    allowPositionals: true,
    options: { job: { type: "string" }, jobs: { type: "string" }, of: { type: "string" } },
  });
  const [file] = positionals;
  if (file === undefined) throw new Error("name the file that landing-zone synth --json printed");
  const { stacks } = JSON.parse(readFileSync(file, "utf8"));
  const groups = divide(stacks, wholeNumber("--jobs or --of", values.jobs ?? values.of, MOST_JOBS));
  if (values.job === undefined) {
    const matrix = groups.filter((group) => group.length > 0);
    console.log(JSON.stringify(matrix.map((group, index) => ({ job: index + 1, stacks: group.join(" ") }))));
  } else {
    console.log(groups[wholeNumber("--job", values.job, groups.length) - 1].join(" "));
  }
});

/** The largest first, each to the group that has least: the slowest job is what everybody waits for. */
function divide(stacks, jobs) {
  const groups = Array.from({ length: jobs }, () => ({ resources: 0, names: [] }));
  const bySize = [...stacks].sort((a, b) => b.resources - a.resources);
  for (const { resources, stack } of bySize) {
    if (!NAME.test(stack)) throw new Error(`${JSON.stringify(stack)} is no name of a stack`);
    const least = groups.reduce((best, group) => (group.resources < best.resources ? group : best));
    least.names.push(stack);
    // Terraform starts, and reads a state, for those without resources, too.
    least.resources += resources + 20;
  }
  return groups.map(({ names }) => names);
}

function wholeNumber(what, text, most) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > most) {
    throw new Error(`${what}: ${text ?? "nothing"} is no whole number from 1 to ${most}`);
  }
  return number;
}
