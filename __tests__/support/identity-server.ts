import { spawn } from "node:child_process";
import { once } from "node:events";

/** Answers as AWS STS does, and prints its port; in a process of its own, as the command is waited for. */
const IDENTITY_SERVER = `
  const answer =
    "<GetCallerIdentityResponse><GetCallerIdentityResult>" +
    "<Arn>arn:aws:iam::111111111111:user/somebody</Arn>" +
    "</GetCallerIdentityResult></GetCallerIdentityResponse>";
  const server = require("node:http").createServer((request, response) => response.end(answer));
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

/** A server that says whose credentials it is asked with: somebody's. */
export async function identityServer(): Promise<{ readonly env: NodeJS.ProcessEnv; readonly stop: () => void }> {
  const server = spawn(process.execPath, ["-e", IDENTITY_SERVER]);
  const [port] = (await once(server.stdout, "data")) as [Buffer];
  return {
    env: {
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${port.toString().trim()}`,
    },
    stop: () => {
      server.kill();
    },
  };
}
