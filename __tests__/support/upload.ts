import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SignedClient } from "../../protocol/signed-client";
import { zipOf } from "../../modules/lambda/zip";
import type { ClientSettings } from "../../terraform/account-clients";

/** Gives a function another program, as whoever may call AWS Lambda can, and Terraform does not see. */
export async function upload(functionName: string, program: string, settings: ClientSettings): Promise<void> {
  // A client of the SDK knows how the SDK signs.
  const { credentials, sha256 } = new EventBridgeClient(settings).config;
  const { endpoint, region } = settings;
  const client = new SignedClient(
    { endpointPrefix: "lambda", signingName: "lambda" },
    { region, partition: "aws", credentials, sha256, ...(endpoint === undefined ? {} : { endpoint }) },
  );
  await client.post({
    method: "PUT",
    path: `/2015-03-31/functions/${functionName}/code`,
    headers: { "content-type": "application/json" },
    body: { ZipFile: Buffer.from(zipOf("index.js", program)).toString("base64") },
  });
}
