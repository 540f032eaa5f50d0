import type { ExistingConfig } from "../config/accounts/existing-config";
import type { ExistingRequest } from "./description";

type Place = Required<Pick<ExistingRequest, "account" | "region">>;

/** Where bucket creation takes no location constraint. */
const FIRST_REGION = "us-east-1";

/** Makes a bucket that AWS Config may deliver to, in the account that it records. */
export function bucketRequests(place: Place, Bucket: string, partition: string): ExistingRequest[] {
  const Statement = [
    {
      Effect: "Allow",
      Principal: { Service: "config.amazonaws.com" },
      Action: "s3:*",
      Resource: [`arn:${partition}:s3:::${Bucket}`, `arn:${partition}:s3:::${Bucket}/*`],
    },
  ];
  const location =
    place.region === FIRST_REGION ? {} : { CreateBucketConfiguration: { LocationConstraint: place.region } };
  return [
    { ...place, service: "s3", operation: "CreateBucket", parameters: { Bucket, ...location } },
    {
      ...place,
      service: "s3",
      operation: "PutBucketPolicy",
      parameters: { Bucket, Policy: JSON.stringify({ Version: "2012-10-17", Statement }) },
    },
  ];
}

/** Makes a recorder and a delivery channel with their names, and starts the recorder. */
export function recorderRequests(
  place: Place,
  { deliveryChannel, recorder }: Pick<ExistingConfig, "deliveryChannel" | "recorder">,
  bucket: string,
  partition: string,
): ExistingRequest[] {
  const roleARN = `arn:${partition}:iam::${place.account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
  const config = (operation: string, parameters: object): ExistingRequest => ({
    ...place,
    service: "config",
    operation,
    parameters: { ...parameters },
  });
  return [
    config("PutConfigurationRecorder", { ConfigurationRecorder: { name: recorder, roleARN } }),
    config("PutDeliveryChannel", { DeliveryChannel: { name: deliveryChannel, s3BucketName: bucket } }),
    config("StartConfigurationRecorder", { ConfigurationRecorderName: recorder }),
  ];
}
