import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

interface FakeAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A service on the loopback interface that answers what it was given, in order, for the tests of a file. */
export function fakeService() {
  let asked: Asked[] = [];
  let answers: FakeAnswer[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { headers, url: path = "" } = request;
      asked.push({ path, headers, body: JSON.parse(Buffer.concat(chunks).toString() || "{}") });
      const answer = answers.shift() ?? { status: 500, body: {} };
      response.writeHead(answer.status, answer.headers).end(JSON.stringify(answer.body));
    });
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  beforeEach(() => {
    asked = [];
    answers = [];
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    endpoint: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers: (...given: FakeAnswer[]) => {
      answers = given;
    },
    asked: () => asked,
  };
}
