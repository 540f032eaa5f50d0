import { FindingKey } from "../../../modules/kms/finding-key";
import { synthesizeModule } from "../../support/terraform";

const OF_BUCKET = { "kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::findings", "arn:aws:s3:::findings/*"] };

describe("FindingKey", () => {
  const statements = synthesizeModule((stack, environment) => {
    new FindingKey(stack, "key", {
      environment,
      alias: "alias/findings",
      bucketArn: "arn:aws:s3:::findings",
      writers: { accountId: "333333333333", roles: ["stream", "collector"] },
      readers: ["arn:aws:iam::333333333333:root"],
    });
  }).statements("aws_kms_key");

  it("lets the roles that write encrypt objects of the bucket", () => {
    expect(statements.WritersEncrypt).toMatchObject({
      Principal: { AWS: "arn:aws:iam::333333333333:root" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Condition: {
        ArnEquals: {
          "aws:PrincipalArn": ["arn:aws:iam::333333333333:role/stream", "arn:aws:iam::333333333333:role/collector"],
        },
        StringLike: OF_BUCKET,
      },
    });
  });

  it("lets readers decrypt objects of the bucket, with or without its bucket key", () => {
    expect(statements.ReadersDecrypt).toMatchObject({
      Principal: { AWS: ["arn:aws:iam::333333333333:root"] },
      Action: "kms:Decrypt",
      Condition: { StringLike: OF_BUCKET },
    });
  });
});
