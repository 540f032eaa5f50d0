import { buildSync } from "esbuild";
import { dirname, join } from "node:path";

const ROOT = dirname(dirname(__dirname));
const HEADER = `/**
 * Validates log files continuously. Made of log-validator/ by npm run functions: do not edit it.
 *
 * It runs as it is, with the AWS SDK of the Lambda runtime.
 */`;

/**
 * The program of the function that validates log files: the same bytes wherever and whenever it is made.
 *
 * @param root folder of the project
 */
export function logValidatorProgram(root = ROOT): string {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [join(root, "log-validator", "index.ts")],
    bundle: true,
    external: ["@aws-sdk/*"],
    platform: "node",
    target: "node22",
    format: "cjs",
    // Lambda finds its AWS SDK by NODE_PATH, which import() does not look at.
    supported: { "dynamic-import": false },
    charset: "utf8",
    legalComments: "none",
    banner: { js: HEADER },
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
