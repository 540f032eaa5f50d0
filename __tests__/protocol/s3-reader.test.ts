import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ConnectionError, S3Reader } from "../../protocol/s3-reader";
import type { S3ReaderOptions } from "../../protocol/s3-reader";

type Answer = (response: ServerResponse, url: string, authorization: string) => void;

describe("reading from S3", () => {
  let server: Server;
  let answer: Answer;
  let asked: string[];
  let inFlight: number;
  let mostInFlight: number;
  const readers: S3Reader[] = [];

  beforeEach(async () => {
    [asked, inFlight, mostInFlight] = [[], 0, 0];
    server = createServer(({ headers, url = "" }, response) => {
      asked.push(url);
      inFlight += 1;
      mostInFlight = Math.max(mostInFlight, inFlight);
      response.on("close", () => (inFlight -= 1));
      answer(response, url, headers.authorization ?? "");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });

  afterEach(async () => {
    readers.splice(0).forEach((reader) => {
      reader.close();
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function reader(options: Partial<S3ReaderOptions> = {}): S3Reader {
    const { port } = server.address() as AddressInfo;
    const made = new S3Reader({
      connections: 4,
      attempts: 3,
      pauseMilliseconds: 1,
      credentials: () => Promise.resolve({ accessKeyId: "A", secretAccessKey: "B" }),
      endpointOf: (bucket, region = "eu-west-1") =>
        Promise.resolve({ protocol: "http:", hostname: "127.0.0.1", port, path: `/${bucket}/`, region }),
      ...options,
    });
    readers.push(made);
    return made;
  }

  it("gives what is there, with its metadata, and what S3 says of what is not", async () => {
    answer = (response, url) => {
      if (url === "/logs/a%20b") {
        response.setHeader("x-amz-meta-signature", "00");
        response.end("bytes");
      } else {
        response.statusCode = 404;
        response.end("<Error><Code>NoSuchKey</Code><Message>The key does not exist.</Message></Error>");
      }
    };
    const found = await reader().get("logs", "a b");
    expect([found.status, found.bytes.toString(), found.headers["x-amz-meta-signature"]]).toEqual([200, "bytes", "00"]);
    expect(await reader().get("logs", "c", { versionId: "v1" })).toMatchObject({ status: 404, code: "NoSuchKey" });
    expect(asked).toEqual(["/logs/a%20b", "/logs/c?versionId=v1"]);
  });

  it("asks again what fails in passing, and gives the last answer where it goes on failing", async () => {
    let failures = 2;
    answer = (response) => {
      failures -= 1;
      response.statusCode = failures >= 0 ? 503 : 200;
      response.end("<Error><Code>SlowDown</Code></Error>");
    };
    expect(await reader().get("logs", "a")).toMatchObject({ status: 200 });
    failures = 99;
    expect(await reader().get("logs", "a")).toMatchObject({ status: 503, code: "SlowDown" });
    expect(asked).toHaveLength(6);
  });

  it.each<[what: string, answer: Answer]>([
    ["ends in the middle", (response) => response.write("half", () => response.destroy())],
    [
      "is cut off",
      (response) => {
        response.setHeader("content-length", 10);
        response.write("half", () => response.destroy());
      },
    ],
    ["never comes", (response) => response.socket?.destroy()],
    ["takes too long", () => undefined],
  ])("takes an answer that %s for none", async (_, broken) => {
    answer = (response, ...rest) => {
      if (asked.length === 1) {
        broken(response, ...rest);
      } else {
        response.end("whole");
      }
    };
    expect((await reader({ silenceMilliseconds: 200 }).get("logs", "a")).bytes.toString()).toBe("whole");
    answer = broken;
    const given = reader({ silenceMilliseconds: 200, attempts: 2 }).get("logs", "a");
    await expect(given).rejects.toThrow(ConnectionError);
  });

  it("goes to the region that S3 names, and stays there", async () => {
    answer = (response, _, authorization) => {
      if (!authorization.includes("/ap-south-1/s3/")) {
        response.statusCode = 301;
        response.setHeader("x-amz-bucket-region", "ap-south-1");
      }
      response.end("bytes");
    };
    const one = reader();
    expect(await one.get("logs", "a")).toMatchObject({ status: 200 });
    expect(await one.get("logs", "b")).toMatchObject({ status: 200 });
    expect(asked).toEqual(["/logs/a", "/logs/a", "/logs/b"]);
  });

  it("keeps to the bound, and gives everybody an answer", async () => {
    answer = (response) => {
      setTimeout(() => response.end(Buffer.alloc(2_000_000)), 5);
    };
    const one = reader();
    const answers = await Promise.all(Array.from({ length: 60 }, (_, index) => one.get("logs", String(index))));
    expect(answers.every(({ bytes }) => bytes.length === 2_000_000)).toBe(true);
    expect(mostInFlight).toBeLessThanOrEqual(4);
  });
});
