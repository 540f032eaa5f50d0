import { EC2Client } from "@aws-sdk/client-ec2";
import { InspectorClient } from "../../../cli/check/inspector-client";
import { fakeService } from "../../support/fake-service";
import "../../support/quiet-aws-sdk";

const service = fakeService();

function client(): InspectorClient {
  const { credentials, sha256 } = new EC2Client({
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
  }).config;
  return new InspectorClient(
    { region: "eu-west-1", partition: "aws", endpoint: service.endpoint(), credentials, sha256 },
    1,
  );
}

describe("the client of Amazon Inspector", () => {
  it("reads every page of a list", async () => {
    service.answers(
      { status: 200, body: { members: [{ accountId: "1" }], nextToken: "more" } },
      { status: 200, body: { members: [{ accountId: "2" }], nextToken: null } },
    );
    expect(await client().list("/members/list", "members", { onlyAssociated: true })).toEqual([
      { accountId: "1" },
      { accountId: "2" },
    ]);
    expect(service.asked().map(({ body, path }) => [path, body])).toEqual([
      ["/members/list", { onlyAssociated: true }],
      ["/members/list", { onlyAssociated: true, nextToken: "more" }],
    ]);
  });
});
