import { SignedClient } from "../../protocol/signed-client";
import type { Answer, Caller } from "../../protocol/signed-client";

/** Amazon Inspector, by the paths of its operations: `/coverage/list`. */
export interface InspectorApi {
  post(path: string, body?: object): Promise<Answer>;
  /** Everything of a list that comes in pages. */
  list<Item>(path: string, key: string, body?: object): Promise<Item[]>;
}

/**
 * Amazon Inspector by its REST protocol. The SDK's own client, `@aws-sdk/client-inspector2`, is not in every registry in a version
 * that goes with the other clients.
 *
 * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_Operations.html
 */
export class InspectorClient implements InspectorApi {
  private readonly client: SignedClient;

  /** @param pauseMilliseconds before what failed in passing is repeated */
  constructor(caller: Caller, pauseMilliseconds?: number) {
    const service = { endpointPrefix: "inspector2", signingName: "inspector2" };
    this.client = new SignedClient(service, caller, pauseMilliseconds);
  }

  post(path: string, body: object = {}): Promise<Answer> {
    return this.client.post({ path, headers: { "content-type": "application/json" }, body });
  }

  async list<Item>(path: string, key: string, body: object = {}): Promise<Item[]> {
    const items: Item[] = [];
    let nextToken: unknown;
    do {
      const page = await this.post(path, nextToken === undefined ? body : { ...body, nextToken });
      items.push(...((page[key] as Item[] | undefined) ?? []));
      nextToken = page.nextToken ?? undefined;
    } while (nextToken !== undefined);
    return items;
  }
}
