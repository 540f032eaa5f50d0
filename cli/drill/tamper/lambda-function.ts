import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SignedClient } from "../../../protocol/signed-client";
import type { ClientSettings } from "../../../terraform/account-clients";

const JSON_BODY = { "content-type": "application/json" };

/**
 * What keeps a function from running, and lets it run again.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
 */
export class LambdaFunction {
  private readonly client: SignedClient;

  constructor(
    private readonly name: string,
    settings: ClientSettings,
  ) {
    // A client of the SDK knows how the SDK signs.
    const { credentials, sha256 } = new EventBridgeClient(settings).config;
    const { endpoint, region } = settings;
    this.client = new SignedClient(
      { endpointPrefix: "lambda", signingName: "lambda" },
      { region, partition: "aws", credentials, sha256, ...(endpoint === undefined ? {} : { endpoint }) },
    );
  }

  /** Switches what the function is given by queues on or off. */
  async setMappings(isOn: boolean): Promise<void> {
    const path = `/2015-03-31/event-source-mappings?FunctionName=${encodeURIComponent(this.name)}`;
    const { EventSourceMappings } = await this.client.post({ method: "GET", path, headers: {}, body: {} });
    const mappings = EventSourceMappings as readonly { readonly UUID: string }[];
    if (mappings.length === 0) {
      throw new Error(`no queue is mapped to ${this.name}`);
    }
    for (const { UUID } of mappings) {
      await this.client.post({
        method: "PUT",
        path: `/2015-03-31/event-source-mappings/${UUID}`,
        headers: JSON_BODY,
        body: { Enabled: isOn },
      });
    }
  }

  async reserveConcurrency(count: number): Promise<void> {
    await this.client.post({
      method: "PUT",
      path: `/2017-10-31/functions/${this.name}/concurrency`,
      headers: JSON_BODY,
      body: { ReservedConcurrentExecutions: count },
    });
  }

  async releaseConcurrency(): Promise<void> {
    await this.client.post({
      method: "DELETE",
      path: `/2017-10-31/functions/${this.name}/concurrency`,
      headers: {},
      body: {},
    });
  }
}
