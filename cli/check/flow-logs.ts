import { paginateDescribeFlowLogs, paginateDescribeVpcs } from "@aws-sdk/client-ec2";
import type { EC2Client, FlowLog } from "@aws-sdk/client-ec2";
import type { LandingZone } from "../../config/landing-zone";
import { hasBaselineStack } from "./check";
import type { Check, Difference } from "./check";

interface Destination {
  /** As people call it. */
  readonly name: string;
  readonly receives: (flowLog: FlowLog) => boolean;
}

function destinationsOf({ flowLogs, names, partition }: LandingZone): Destination[] {
  const bucket = `arn:${partition}:s3:::${names.flowLogBucket}`;
  const toBucket: Destination = {
    name: `the bucket ${names.flowLogBucket}`,
    receives: ({ LogDestination = "" }) => LogDestination === bucket || LogDestination.startsWith(`${bucket}/`),
  };
  const toLogGroup: Destination = {
    name: `the log group ${names.flowLogGroup}`,
    receives: ({ LogDestination = "", LogGroupName }) =>
      LogGroupName === names.flowLogGroup || LogDestination.endsWith(`:log-group:${names.flowLogGroup}`),
  };
  return [
    ...(flowLogs?.toBucket === true ? [toBucket] : []),
    ...(flowLogs?.cloudWatchLogsRetentionDays === undefined ? [] : [toLogGroup]),
  ];
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeFlowLogs.html */
export const flowLogs: Check = {
  id: "flow-logs",
  title: "Every VPC has its flow logs, whenever it came",
  concerns: (environment) => environment.landingZone.flowLogs !== undefined && hasBaselineStack(environment),
  async run({ account, landingZone }, { accountId, ec2 }) {
    const [vpcs, flowLogs] = await Promise.all([ownVpcs(ec2, await accountId(account)), flowLogsOf(ec2)]);
    const deploy =
      "Terraform sees the VPCs that there are when it plans. Deploy again: npx cdktf deploy " +
      `baseline-${account.slug} --ignore-missing-stack-dependencies`;
    return vpcs.flatMap((vpc) =>
      destinationsOf(landingZone).flatMap(({ name, receives }): Difference[] => {
        const [found] = flowLogs.filter((flowLog) => flowLog.ResourceId === vpc && receives(flowLog));
        if (found === undefined) {
          return [{ what: `${vpc} has no flow log to ${name}`, advice: deploy }];
        }
        return found.DeliverLogsStatus === "FAILED"
          ? [
              {
                what: `the flow log of ${vpc} to ${name} fails: ${found.DeliverLogsErrorMessage ?? "no reason"}`,
                advice:
                  "See that the policy of the bucket and the role of the log group are those of the landing zone.",
              },
            ]
          : [];
      }),
    );
  },
};

/** Only its owner can log a shared VPC. */
async function ownVpcs(client: EC2Client, owner: string): Promise<string[]> {
  const ids: string[] = [];
  const Filters = [{ Name: "owner-id", Values: [owner] }];
  for await (const { Vpcs = [] } of paginateDescribeVpcs({ client }, { Filters })) {
    ids.push(...Vpcs.flatMap(({ VpcId }) => VpcId ?? []));
  }
  return ids;
}

async function flowLogsOf(client: EC2Client): Promise<FlowLog[]> {
  const found: FlowLog[] = [];
  for await (const { FlowLogs = [] } of paginateDescribeFlowLogs({ client }, {})) {
    found.push(...FlowLogs);
  }
  return found;
}
