// The function that validates log files continuously. `npm run functions` makes functions/log-validator.js of it.
import { KeyArchive } from "./archived-keys";
import { awsServices } from "./aws-services";
import { readEnvironment } from "./environment";
import { handle } from "./handler";
import type { BatchResponse, LambdaContext } from "./handler";
import type { Services } from "./services";

// Connections and what is known of public keys outlive a run.
let resident: { readonly services: Services; readonly keys: KeyArchive } | undefined;

export async function handler(event: unknown, context: LambdaContext): Promise<BatchResponse | undefined> {
  resident ??= begin();
  return handle(event, context, resident.services, resident.keys);
}

function begin() {
  const services = awsServices(readEnvironment(process.env), process.env.AWS_REGION ?? "");
  const { log, publicKeys, table } = services;
  return { services, keys: new KeyArchive(publicKeys, table, log) };
}
