// Prints what CHANGELOG.md says of the version that a tag releases, and fails where the tag, package.json, package-lock.json
// and CHANGELOG.md do not belong together: node scripts/release-notes.mjs v0.3.0
// It runs before anything is installed, and needs nothing that is.
import { existsSync, readFileSync } from "node:fs";

const [tag = ""] = process.argv.slice(2);
const json = (file) => JSON.parse(readFileSync(file, "utf8"));
const { repository, version } = json("package.json");
const notes = notesOf(version);

const problems = [
  ...(tag === `v${version}`
    ? []
    : [`the tag is ${JSON.stringify(tag)}, and package.json has version ${version}: the tag is to be v${version}`]),
  ...(existsSync("package-lock.json") && json("package-lock.json").version !== version
    ? [`package-lock.json has version ${json("package-lock.json").version}, package.json ${version}: run npm install`]
    : []),
  ...(notes === ""
    ? [`CHANGELOG.md has no section "## ${version}", or nothing in it: say what changes, and what in people's plans`]
    : []),
  ...repositoryProblems(),
];
if (problems.length > 0) {
  process.stderr.write(`This is not a release:\n${problems.map((problem) => `- ${problem}\n`).join("")}`);
  process.exit(1);
}
process.stdout.write(`${notes}\n`);

/** The section of a version, without its title. */
function notesOf(wanted) {
  const sections = readFileSync("CHANGELOG.md", "utf8").split(/^## /m);
  const section = sections.find((text) => text.split("\n", 1)[0].split(" ")[0] === wanted) ?? "";
  return section.split("\n").slice(1).join("\n").trim();
}

/** npm publishes with provenance only what says that it comes from the repository that publishes it. */
function repositoryProblems() {
  const here = process.env["GITHUB_REPOSITORY"];
  const url = typeof repository === "string" ? repository : (repository?.url ?? "");
  const matches =
    here === undefined ||
    url
      .toLowerCase()
      .replace(/\.git$/, "")
      .endsWith(`/${here.toLowerCase()}`);
  return matches
    ? []
    : [
        `package.json has ${url === "" ? "no repository" : `repository ${url}`}, and this is ${here}: npm refuses provenance. ` +
          `Put "repository": { "type": "git", "url": "git+https://github.com/${here}.git" } into package.json, if that is where ` +
          "it is published from",
      ];
}
