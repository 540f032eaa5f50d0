import { S3Client } from "@aws-sdk/client-s3";
import { S3States } from "../../terraform/states";
import type { S3State } from "../../config/state/settings";
import { answerWith } from "../support/fake-aws";
import type { Asked } from "../support/fake-aws";

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

  /** A bucket that answers with an object, whatever is asked for. */
  const statesWith = (answer: string | Error, asked: Asked[] = [], more: Partial<S3State> = {}): S3States => {
    const client = new S3Client({ region: state.region });
    answerWith(client, (question) => {
      asked.push(question);
      return answer instanceof Error ? answer : { Body: { transformToString: () => Promise.resolve(answer) } };
    });
    return new S3States({ ...state, ...more }, () => Promise.resolve(client));
  };
  const noSuchKey = Object.assign(new Error("no"), { name: "NoSuchKey" });

  it("say which version they are by their beginning alone", async () => {
    const asked: Asked[] = [];
    const begin =
      '{\n  "version": 4,\n  "terraform_version": "1.11.4",\n  "serial": 7,\n  "lineage": "a-b",\n  "outputs": {';
    await expect(statesWith(begin, asked).head("shop")).resolves.toEqual({ serial: 7, lineage: "a-b" });
    expect(asked).toMatchObject([{ input: { Key: "zones/example/shop.tfstate", Range: "bytes=0-4095" } }]);
    const another = '{"lineage":"a","serial":2,"version":4,"resources":[]}';
    await expect(statesWith(another).head("shop")).resolves.toEqual({ serial: 2, lineage: "a" });
    await expect(statesWith(noSuchKey).head("shop")).resolves.toBeUndefined();
    await expect(statesWith(new Error("Access Denied")).head("shop")).rejects.toThrow("cannot be read");
  });

  it("have records beside them, under the key of the states", async () => {
    const asked: Asked[] = [];
    await expect(statesWith(noSuchKey).readRecord("shop")).resolves.toBeUndefined();
    await expect(statesWith("text", asked).readRecord("shop")).resolves.toBe("text");
    await statesWith("", asked, { kmsKeyArn: "arn:key" }).writeRecord("shop", "new");
    expect(asked).toMatchObject([
      { operation: "GetObject", input: { Key: "zones/example/shop.applied.json" } },
      {
        operation: "PutObject",
        input: { Key: "zones/example/shop.applied.json", Body: "new", SSEKMSKeyId: "arn:key" },
      },
    ]);
  });
});
