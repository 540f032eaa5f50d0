import { randomUUID } from "node:crypto";

export interface AssumedRole {
  readonly time: Date;
  readonly region: string;
  /** ARN, account and name of the IAM user who assumed it. */
  readonly userArn: string;
  readonly accessKeyId: string;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly serialNumber: string;
  /** What AWS answered. */
  readonly answered: { readonly sessionArn: string; readonly accessKeyId: string; readonly requestId: string };
}

/**
 * What CloudTrail writes in the account of a role that an IAM user has assumed: the local AWS records nothing by itself. Of a
 * user of another account it says the account only.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export function assumedRoleRecord(assumed: AssumedRole): Readonly<Record<string, unknown>> {
  const { answered, region, roleArn, serialNumber, sessionName, time } = assumed;
  const accountId = accountOf(roleArn);
  return {
    eventVersion: "1.11",
    userIdentity: userIdentity(assumed, accountId),
    eventTime: time.toISOString().replace(/\.[0-9]+Z$/, "Z"),
    eventSource: "sts.amazonaws.com",
    eventName: "AssumeRole",
    awsRegion: region,
    sourceIPAddress: "127.0.0.1",
    userAgent: "landing-zone drill",
    requestParameters: { roleArn, roleSessionName: sessionName, durationSeconds: 3600, serialNumber },
    responseElements: {
      credentials: { accessKeyId: answered.accessKeyId },
      assumedRoleUser: { arn: answered.sessionArn },
    },
    resources: [{ accountId, type: "AWS::IAM::Role", ARN: roleArn }],
    requestID: answered.requestId,
    eventID: randomUUID(),
    readOnly: true,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: "Management",
  };
}

function userIdentity({ accessKeyId, userArn }: AssumedRole, roleAccountId: string): object {
  const accountId = accountOf(userArn);
  return accountId === roleAccountId
    ? { type: "IAMUser", arn: userArn, accountId, accessKeyId, userName: userArn.replace(/^.*\//, "") }
    : { type: "AWSAccount", principalId: userArn, accountId };
}

export function accountOf(arn: string): string {
  return arn.split(":")[4] ?? "";
}
