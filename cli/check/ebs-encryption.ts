import { GetEbsEncryptionByDefaultCommand } from "@aws-sdk/client-ec2";
import { hasBaselineStack } from "./check";
import type { Check } from "./check";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetEbsEncryptionByDefault.html */
export const ebsEncryption: Check = {
  id: "ebs-encryption",
  title: "New EBS volumes are encrypted in every account and region",
  concerns: (environment) => environment.landingZone.baseline.ebsEncryption && hasBaselineStack(environment),
  async run(_, { ec2 }) {
    const { EbsEncryptionByDefault } = await ec2.send(new GetEbsEncryptionByDefaultCommand({}));
    return EbsEncryptionByDefault === true ? [] : [{ what: "new EBS volumes are not encrypted" }];
  },
};
