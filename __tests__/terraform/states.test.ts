import { S3Client } from "@aws-sdk/client-s3";
import { S3States } from "../../terraform/states";
import { answerWith } from "../support/fake-aws";

const state = { backend: "s3", bucket: "states", region: "eu-west-1", prefix: "zones/example" } as const;

/** A bucket with two pages of keys. */
function bucket(asked: object[] = []): S3Client {
  const client = new S3Client({ region: state.region });
  const pages = [
    { IsTruncated: true, NextContinuationToken: "2", Contents: [{ Key: "zones/example/organization.tfstate" }] },
    {
      Contents: [
        { Key: "zones/example/baseline-shop.tfstate" },
        { Key: "zones/example/baseline-shop.tfstate.tflock" },
        { Key: "zones/example/readme.txt" },
      ],
    },
  ];
  const text = JSON.stringify({ version: 4, resources: [{ mode: "managed", instances: [{}, {}] }] });
  answerWith(client, ({ input, operation }) => {
    asked.push(input);
    return operation === "ListObjectsV2" ? pages.shift() : { Body: { transformToString: () => Promise.resolve(text) } };
  });
  return client;
}

describe("states in S3", () => {
  it("are those of every page right below the prefix, and nothing else that lies there", async () => {
    const asked: object[] = [];
    const states = new S3States(state, () => Promise.resolve(bucket(asked)));
    await expect(states.stacks()).resolves.toEqual(["organization", "baseline-shop"]);
    expect(asked[0]).toMatchObject({ Bucket: "states", Prefix: "zones/example/", Delimiter: "/" });
  });

  it("are read where Terraform keeps them", async () => {
    const asked: object[] = [];
    const states = new S3States(state, () => Promise.resolve(bucket(asked)));
    await expect(states.resources("baseline-shop")).resolves.toBe(2);
    expect(asked).toEqual([{ Bucket: "states", Key: "zones/example/baseline-shop.tfstate" }]);
    expect(states.place("baseline-shop")).toBe("s3://states/zones/example/baseline-shop.tfstate");
  });
});
