import { KMSClient } from "@aws-sdk/client-kms";
import { SignedClient } from "../../protocol/signed-client";
import { fakeService } from "../support/fake-service";
import "../support/quiet-aws-sdk";

const service = fakeService();

function client(): SignedClient {
  const { credentials, sha256 } = new KMSClient({
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
  }).config;
  const caller = { region: "eu-west-1", partition: "aws", endpoint: service.endpoint(), credentials, sha256 } as const;
  return new SignedClient({ endpointPrefix: "inspector2", signingName: "inspector2" }, caller, 1);
}

describe("a signed request", () => {
  it("is posted to its path, signed for the service", async () => {
    service.answers({ status: 200, body: { members: [] } });
    expect(
      await client().post({ path: "/members/list", headers: { "content-type": "application/json" }, body: {} }),
    ).toEqual({ members: [] });
    expect(service.asked()).toEqual([
      expect.objectContaining({
        path: "/members/list",
        body: {},
        headers: expect.objectContaining({
          "content-type": "application/json",
          authorization: expect.stringContaining("/eu-west-1/inspector2/aws4_request") as string,
        }) as object,
      }),
    ]);
  });

  it("fails with AWS's code, and is not repeated, where AWS says no", async () => {
    service.answers({ status: 403, body: { message: "no" }, headers: { "x-amzn-errortype": "AccessDeniedException" } });
    await expect(client().post({ headers: {}, body: {} })).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: "no",
    });
    expect(service.asked()).toHaveLength(1);
  });

  it("is repeated where AWS is busy", async () => {
    service.answers({ status: 429, body: {} }, { status: 200, body: { done: true } });
    expect(await client().post({ headers: {}, body: {} })).toEqual({ done: true });
  });

  it("may be another method than POST, with a query and without a body", async () => {
    service.answers({ status: 200, body: { found: [] } });
    await client().post({ method: "GET", path: "/mappings?FunctionName=a", headers: {}, body: {} });
    expect(service.asked()).toEqual([expect.objectContaining({ path: "/mappings?FunctionName=a" })]);
  });
});
