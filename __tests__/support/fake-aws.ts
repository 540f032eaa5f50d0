import "./quiet-aws-sdk";

/** What a client is asked. */
export interface Asked {
  /** `DescribeVpcs` */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

interface Client {
  send(command: object): Promise<unknown>;
}

/** Makes a client of the AWS SDK, or all of a class by its prototype, answer by a function; errors are thrown. */
export function answerWith(client: { send: unknown }, answer: (asked: Asked) => object | undefined): void {
  jest.spyOn(client as Client, "send").mockImplementation((command) => {
    const { input } = command as Pick<Asked, "input">;
    const answered = answer({ operation: command.constructor.name.replace(/Command$/, ""), input });
    return answered instanceof Error ? Promise.reject(answered) : Promise.resolve(answered ?? {});
  });
}
