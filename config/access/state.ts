import { bucketArn, s3Service } from "./arns";
import type { AccessInput } from "./function";
import { actionsOf, allow } from "./statement";
import type { AccessStatement } from "./statement";

/**
 * Terraform's state in S3. Who reads only needs no lock, which is an object beside the state: `-lock=false`.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
 */
export function stateStatements(input: AccessInput, may: "read" | "write"): AccessStatement[] {
  const { state } = input.landingZone;
  if (state.backend === "local") {
    return [];
  }
  const { bucket, kmsKeyArn, prefix, region, roleArn } = state;
  if (roleArn !== undefined) {
    return may === "read" ? [] : [allow("AssumeStateRole", actionsOf("sts", "AssumeRole"), roleArn)];
  }
  const objects = bucketArn(input, bucket, `/${prefix}/*`);
  const viaS3 = { StringEquals: { "kms:ViaService": s3Service(input, region) } };
  return [
    allow("ListStates", actionsOf("s3", "ListBucket"), bucketArn(input, bucket), {
      StringLike: { "s3:prefix": [prefix, `${prefix}/*`] },
    }),
    allow("ReadStates", actionsOf("s3", "GetObject"), objects),
    ...(kmsKeyArn === undefined ? [] : [allow("DecryptStates", actionsOf("kms", "Decrypt"), kmsKeyArn, viaS3)]),
    ...(may === "read"
      ? []
      : [
          allow("WriteStates", actionsOf("s3", "PutObject"), objects),
          allow("UnlockStates", actionsOf("s3", "DeleteObject"), bucketArn(input, bucket, `/${prefix}/*.tflock`)),
          ...(kmsKeyArn === undefined
            ? []
            : [allow("EncryptStates", actionsOf("kms", "GenerateDataKey"), kmsKeyArn, viaS3)]),
        ]),
  ];
}
