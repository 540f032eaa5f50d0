import type { Construct } from "constructs";
import { checkNotEmpty, pathOf } from "../checks";
import { environmentOf } from "../environment";
import { accountRootArn, roleArn } from "../iam/arns";
import { ofBucket } from "./bucket-context";
import { CustomerManagedKey } from "./customer-managed-key";
import type { KeyProps } from "./customer-managed-key";

export interface FindingKeyProps extends KeyProps {
  /** Account and names of the roles that write to the bucket; they need not exist yet. */
  readonly writers: { readonly accountId: string; readonly roles: readonly string[] };
  /** ARN of the bucket. */
  readonly bucketArn: string;
  /** ARNs of account roots: these accounts' own IAM policies decide who decrypts. */
  readonly readers: readonly string[];
}

/**
 * The key that encrypts Amazon Inspector's findings and the results of CIS scans, for objects of their bucket only.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
 */
export class FindingKey extends CustomerManagedKey {
  constructor(scope: Construct, id: string, props: FindingKeyProps) {
    const { bucketArn, readers, writers } = props;
    checkNotEmpty(pathOf(scope, id), "readers", readers);
    const environment = environmentOf(scope, id, props);
    super(scope, id, {
      ...props,
      description: "Encrypts findings of Amazon Inspector",
      statements: [
        {
          Sid: "WritersEncrypt",
          Effect: "Allow",
          Principal: { AWS: accountRootArn(environment, writers.accountId) },
          // Decrypt: multipart uploads and bucket keys need it.
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: "*",
          Condition: {
            ArnEquals: {
              "aws:PrincipalArn": writers.roles.map((role) => roleArn(environment, writers.accountId, role)),
            },
            ...ofBucket(bucketArn),
          },
        },
        {
          Sid: "ReadersDecrypt",
          Effect: "Allow",
          Principal: { AWS: readers },
          Action: "kms:Decrypt",
          Resource: "*",
          Condition: ofBucket(bucketArn),
        },
      ],
    });
  }
}
