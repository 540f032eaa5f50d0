import { ReplicaKey } from "../../../modules/kms/replica-key";
import { synthesizeModule } from "../../support/terraform";
import { BREAK_GLASS_ROLE_ARN, uses } from "./support";

const OF_BUCKET = { "kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::copies", "arn:aws:s3:::copies/*"] };
const READERS = ["arn:aws:iam::333333333333:root", "arn:aws:iam::444444444444:root"];

describe("ReplicaKey", () => {
  const template = synthesizeModule((stack, environment) => {
    new ReplicaKey(stack, "key", {
      environment,
      alias: "alias/copies",
      breakGlassRoleArn: BREAK_GLASS_ROLE_ARN,
      replicationRole: { accountId: "333333333333", name: "replication" },
      bucketName: "copies",
      readers: READERS,
    });
  });
  const { ReadersDecrypt, ReplicationEncrypts, ...others } = uses(template);

  it("is used by the role that copies, and no other of its account, for objects of the bucket of copies", () => {
    expect(ReplicationEncrypts).toEqual({
      Sid: "ReplicationEncrypts",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::333333333333:root" },
      Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: {
        ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::333333333333:role/replication" },
        StringLike: OF_BUCKET,
      },
    });
  });

  it("lets readers decrypt objects of that bucket, and nothing else", () => {
    expect(ReadersDecrypt).toEqual({
      Sid: "ReadersDecrypt",
      Effect: "Allow",
      Principal: { AWS: READERS },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringLike: OF_BUCKET },
    });
  });

  it("is used by nobody else", () => {
    expect(others).toEqual({});
  });

  it("names the role only in a condition: it need not exist yet", () => {
    const principals = Object.values(template.statements("aws_kms_key")).map(({ Principal }) => Principal);
    expect(JSON.stringify(principals)).not.toContain(":role/");
  });
});
