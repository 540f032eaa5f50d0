/** An account and a region whose log files a trail delivers. */
export interface Chain {
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
}

export interface StoredObject {
  readonly content: Buffer;
  /** The user-defined metadata. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** What became of the alarms of a namespace. */
export interface Evaluation {
  readonly now: string;
  readonly states: Readonly<Record<string, string>>;
}

/** The requests of the local AWS itself: what in AWS happens by itself, and what in AWS cannot happen at all. */
export class Simulator {
  constructor(private readonly endpoint: string) {}

  /**
   * Has CloudTrail deliver the hours after the last that were delivered, each with a log file and a digest.
   *
   * @returns keys of the objects
   */
  async deliver(trail: string, { accountId, region }: Chain, hours = 1): Promise<readonly string[]> {
    return this.delivered({ trail, accounts: [accountId], regions: [region], hours });
  }

  /**
   * Has CloudTrail deliver a log file of an hour that is not over. The digest comes with the next delivery.
   *
   * @returns its key
   */
  async deliverLog(trail: string, { accountId, region }: Chain): Promise<string> {
    const [key = ""] = await this.delivered({ trail, accounts: [accountId], regions: [region], digests: false });
    return key;
  }

  /** Moves the clock, and has done what is due by then. */
  async advance(seconds: number): Promise<void> {
    await this.post("clock", { advance: seconds });
  }

  /** Waits until no function runs. */
  async idle(): Promise<void> {
    await this.post("idle", {});
  }

  /** Has CloudWatch look at the alarms on metrics of a namespace. */
  async evaluate(account: string, region: string, namespace: string): Promise<Evaluation> {
    return (await this.post("alarms", { account, region, namespace })) as Evaluation;
  }

  async read(bucket: string, key: string): Promise<StoredObject> {
    const { content, metadata } = (await this.post("stored-object", { bucket, key, do: "read" })) as {
      content: string;
      metadata: Record<string, string>;
    };
    return { content: Buffer.from(content, "base64"), metadata };
  }

  /** Writes another version of an object; absent metadata is that of the version before. */
  async write(
    bucket: string,
    key: string,
    content: Buffer,
    metadata?: Readonly<Record<string, string>>,
  ): Promise<void> {
    const encoded = content.toString("base64");
    await this.post("stored-object", { bucket, key, do: "write", content: encoded, ...(metadata && { metadata }) });
  }

  /** Changes the bytes of the version that is there. */
  async alter(bucket: string, key: string, content: Buffer): Promise<void> {
    await this.post("stored-object", { bucket, key, do: "alter", content: content.toString("base64") });
  }

  /** Puts a delete marker on an object. */
  async hide(bucket: string, key: string): Promise<void> {
    await this.post("stored-object", { bucket, key, do: "hide" });
  }

  /** Removes all versions of an object. */
  async destroy(bucket: string, key: string): Promise<void> {
    await this.post("stored-object", { bucket, key, do: "destroy" });
  }

  /** CloudTrail's signature under a text. Hexadecimal. */
  async sign(region: string, text: string): Promise<string> {
    return ((await this.post("digest-signature", { region, text })) as { signature: string }).signature;
  }

  private async delivered(body: object): Promise<readonly string[]> {
    const { delivered, undelivered } = (await this.post("deliver-logs", body)) as {
      delivered: string[];
      undelivered: { reason: string }[];
    };
    if (undelivered.length > 0) {
      throw new Error(`CloudTrail cannot deliver: ${JSON.stringify(undelivered)}`);
    }
    return delivered;
  }

  /** @throws Error with what the simulator answered */
  private async post(what: string, body: object): Promise<unknown> {
    const response = await fetch(new URL(`/simulator/${what}`, this.endpoint), {
      method: "POST",
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { message?: string };
    if (!response.ok) {
      throw new Error(`the local AWS answered ${what}: ${answer.message ?? response.statusText}`);
    }
    return answer;
  }
}
