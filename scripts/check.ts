// npm run check: what can be said without running tests, all of it at the same time: types, lint, format and generated pages.
import { commandLine, runCommandLine } from "../console/command-line";
import { run } from "../console/run";
import { print } from "../console/terminal";

const SCRIPTS = ["lint", "typecheck", "format:check", "docs:check", "functions:check", "example-modules:check"];

async function check(): Promise<void> {
  const codes = await Promise.all(
    SCRIPTS.map(async (script) => {
      const { code, output } = await run("npm", ["run", "--silent", script]);
      print(`${script}: ${code === 0 ? "passed" : "failed"}`);
      if (code !== 0) print(output);
      return code;
    }),
  );
  process.exitCode = Math.max(...codes);
}

void runCommandLine(commandLine("check", "check types, lint, format and generated pages").action(check));
