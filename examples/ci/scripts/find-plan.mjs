// Says where the plan is that was reviewed before a commit got to the main branch.
//   node find-plan.mjs
// COMMIT and BRANCH: what was merged, and to where. WORKFLOW: of GitHub the file of the workflow that plans, of GitLab the job.
// GitHub: prints run=<id>, for GITHUB_OUTPUT. GitLab: prints ids of jobs, a line each.
import { forge, patiently, required, run } from "./forge.mjs";

export const done = run(async () => {
  const branch = required(process.env, "BRANCH");
  const commit = required(process.env, "COMMIT");
  const workflow = required(process.env, "WORKFLOW");
  if (!/^[0-9a-f]{40,64}$/.test(commit)) throw new Error("COMMIT is not the name of a commit");
  const api = forge();
  const lines = await patiently(() => api.plan({ branch, commit, workflow }));
  if (lines.length === 0) throw new Error(`the plan of ${commit} has no artifacts any more: it is to be made again`);
  console.log(lines.join("\n"));
});
