// Keeps one issue for each stack that drifts, and closes it once it does not any more.
//   node drift-issues.mjs FOLDER
// FOLDER, or each folder in it, has manifest.json of `landing-zone drift --save`, and in reports/ for a stack STACK.md and
// STACK.outputs of `landing-zone review`. COMPLETE=true: every stack is in one of them. LABEL: of the issues. RUN_URL: this run.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { forge, patiently, required, run } from "./forge.mjs";

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;
const markerOf = (stack) => `<!-- landing-zone drift: ${stack} -->`;
const MARKED = /^<!-- landing-zone drift: ([A-Za-z0-9_-]+) -->/;

export const done = run(async () => {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error("name the folder of the reports: node drift-issues.mjs FOLDER");
  const api = forge();
  const label = process.env.LABEL ?? "landing-zone-drift";
  const url = required(process.env, "RUN_URL");
  const stacks = stacksIn(folder);
  if (stacks.size === 0) throw new Error(`there is no manifest.json in ${folder}: no stack was looked at`);

  const issues = await patiently(() => api.issues(label));
  const known = new Map();
  for (const { body, id, mine } of issues) {
    const stack = mine ? MARKED.exec(body)?.[1] : undefined;
    if (stack !== undefined && !known.has(stack)) known.set(stack, { body, id });
  }
  const counts = { opened: 0, updated: 0, closed: 0, unknown: 0 };
  for (const [stack, { state, report }] of stacks) {
    const issue = known.get(stack);
    if (state === "unknown") {
      // It could not be planned: whether it still drifts is not known.
      counts.unknown += 1;
    } else if (state === "drifts") {
      const body = bodyOf(stack, report, url, api.characters);
      if (issue === undefined) {
        await patiently(async () => {
          // An answer that was lost may have made it.
          const made = (await api.issues(label)).some((one) => one.mine && one.body.startsWith(markerOf(stack)));
          if (!made) await api.open(`Drift: ${stack}`, body, label);
        });
        counts.opened += 1;
      } else {
        await patiently(() => api.change(issue.id, body));
        counts.updated += 1;
      }
    } else if (issue !== undefined) {
      await patiently(() => api.close(issue.id, `It does not drift any more: [the run](${url}).`));
      counts.closed += 1;
    }
  }
  if (process.env.COMPLETE === "true") {
    for (const [stack, { id }] of known) {
      if (!stacks.has(stack)) {
        await patiently(() => api.close(id, `There is no such stack any more: [the run](${url}).`));
        counts.closed += 1;
      }
    }
  }
  console.log(
    Object.entries(counts)
      .map(([what, count]) => `${count} ${what}`)
      .join(", "),
  );
});

function stacksIn(folder) {
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const stacks = new Map();
  for (const one of [folder, ...below.map(({ name }) => join(folder, name))]) {
    const manifest = join(one, "manifest.json");
    if (!existsSync(manifest)) continue;
    for (const { json, outcome, stack } of JSON.parse(readFileSync(manifest, "utf8")).stacks) {
      if (!NAME.test(stack)) throw new Error(`${manifest}: ${JSON.stringify(stack)} is no name of a stack`);
      stacks.set(stack, stateOf(one, stack, { outcome, hasPlan: json !== undefined }));
    }
  }
  return stacks;
}

/** Drifts: something was changed other than by Terraform, or what is in the file was not applied. */
function stateOf(folder, stack, { hasPlan, outcome }) {
  const outputs = join(folder, "reports", `${stack}.outputs`);
  const report = join(folder, "reports", `${stack}.md`);
  // Of what has drifted there is JSON. Where that was not reviewed, the job of the reports has failed.
  if (outcome === "noChanges" && !hasPlan) return { state: "none" };
  if (!["changes", "noChanges"].includes(outcome) || !existsSync(outputs) || !existsSync(report)) {
    return { state: "unknown" };
  }
  const lines = readFileSync(outputs, "utf8").split("\n");
  const drifts = lines.includes("has_drift=true") || lines.includes("has_changes=true");
  return drifts ? { state: "drifts", report: readFileSync(report, "utf8").trimEnd() } : { state: "none" };
}

function bodyOf(stack, report, url, characters) {
  const start = `${markerOf(stack)}\nLast seen in [this run](${url}). It is closed when it is gone.\n\n`;
  const body = `${start}${report}\n`;
  return body.length > characters
    ? `${start}The report is longer than an issue: it is in the artifacts of the run.\n`
    : body;
}
