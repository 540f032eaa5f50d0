import { EC2Client } from "@aws-sdk/client-ec2";
import { answerWith } from "../../support/fake-aws";

/** What EC2 answers, by the name of the operation: `DescribeVpcs`. An error is thrown. */
export type Answers = Readonly<Record<string, object | undefined>>;

export const VPC = { VpcId: "vpc-1", CidrBlock: "172.31.0.0/16" };

/** A default VPC as AWS makes it, in a region of two zones. */
export const UNTOUCHED: Answers = {
  DescribeVpcs: { Vpcs: [VPC] },
  DescribeSubnets: {
    Subnets: [
      { SubnetId: "subnet-2", DefaultForAz: true },
      { SubnetId: "subnet-1", DefaultForAz: true },
    ],
  },
  DescribeInternetGateways: { InternetGateways: [{ InternetGatewayId: "igw-1" }] },
  DescribeSecurityGroups: { SecurityGroups: [{ GroupName: "default" }] },
  DescribeRouteTables: { RouteTables: [{ Associations: [{ Main: true }] }] },
  DescribeNetworkAcls: { NetworkAcls: [{ IsDefault: true }] },
};

/** An EC2 with some answers, and the operations that it was asked to change something by. */
export function fakeEc2(answers: Answers): { client: EC2Client; changes: string[] } {
  const client = new EC2Client({ region: "eu-west-1" });
  const changes: string[] = [];
  answerWith(client, ({ input, operation }) => {
    if (!operation.startsWith("Describe")) {
      changes.push([operation, ...Object.values(input)].join(" "));
    }
    return answers[operation];
  });
  return { client, changes };
}

/** An error as the AWS SDK throws it. */
export function awsError(name: string, message = "AWS says no"): Error {
  return Object.assign(new Error(message), { name });
}
