// Writes a report into one comment of the pull or merge request, and into the same one the next time.
//   node sticky-comment.mjs FILE
// PULL_REQUEST: its number. COMMIT and RUN_URL: what the report is of. MARKER: which comment it is, where there are several.
import { existsSync, readFileSync } from "node:fs";
import { forge, patiently, required, run } from "./forge.mjs";

const DEFAULT_MARKER = "<!-- landing-zone review -->";

export const done = run(async () => {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new Error("name the file of the report: node sticky-comment.mjs FILE");
  const api = forge();
  const request = required(process.env, "PULL_REQUEST");
  if (!/^\d+$/.test(request)) throw new Error("PULL_REQUEST is not a number");
  const marker = process.env.MARKER ?? DEFAULT_MARKER;
  const body = bodyOf(file, marker, api.characters);
  const done = await patiently(async () => {
    const ours = (await api.comments(request)).find((comment) => comment.mine && comment.body.startsWith(marker));
    if (ours === undefined) {
      await api.comment(request, body);
      return "made";
    }
    if (ours.body === body) return "left as it was";
    await api.changeComment(request, ours.id, body);
    return "updated";
  });
  console.log(`comment ${done}`);
});

/** An old report must not stand where there is none of this commit. */
function bodyOf(file, marker, characters) {
  const commit = required(process.env, "COMMIT").slice(0, 12);
  const url = required(process.env, "RUN_URL");
  const report = existsSync(file) ? readFileSync(file, "utf8").trimEnd() : "";
  const marked = report.startsWith(marker) ? report : `${marker}\n${report}`;
  const body = `${marked}\n\n<sub>Of ${commit}: [the run](${url}) has the whole report.</sub>\n`;
  if (report === "") {
    return `${marker}\n**There is no report of ${commit}**, as it could not be planned: [the run](${url}) says why.\n`;
  }
  if (body.length > characters) {
    console.error(
      `the comment would have ${body.length} characters, and holds ${characters}: it names the run instead`,
    );
    return `${marker}\n**The report of ${commit} is longer than a comment**: it is in the summary of [the run](${url}).\n`;
  }
  return body;
}
