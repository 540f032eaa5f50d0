import { FlowLog } from "../../../modules/vpc/flow-log";
import type { FlowLogProps } from "../../../modules/vpc/flow-log";
import { synthesizeModule } from "../../support/terraform";
import type { Block } from "../../support/terraform";

const BUCKET = { bucketArn: "arn:aws:s3:::flow-logs" };
const LOG_GROUP = {
  logGroupArn: "arn:aws:logs:eu-west-1:222222222222:log-group:flow-logs",
  roleArn: "arn:aws:iam::222222222222:role/flow-logs",
};

function flowLog(props: Partial<FlowLogProps> = {}): Block {
  return synthesizeModule((stack, environment) => {
    new FlowLog(stack, "flow-log", {
      environment,
      source: { vpcId: "vpc-0123456789abcdef0" },
      destination: BUCKET,
      ...props,
    });
  }).resource("aws_flow_log", "flow-log");
}

describe("FlowLog", () => {
  it.each([
    [{ vpcId: "vpc-0123456789abcdef0" }, "vpc_id", "vpc-0123456789abcdef0"],
    [{ subnetId: "subnet-0123456789abcdef0" }, "subnet_id", "subnet-0123456789abcdef0"],
    [{ networkInterfaceId: "eni-0123456789abcdef0" }, "eni_id", "eni-0123456789abcdef0"],
  ])("watches %j and nothing else", (source, argument, id) => {
    const { eni_id, subnet_id, vpc_id } = flowLog({ source });
    expect(JSON.parse(JSON.stringify({ eni_id, subnet_id, vpc_id }))).toEqual({ [argument]: id });
  });

  it("goes to a bucket as Parquet, in partitions by the hour that Athena finds", () => {
    expect(flowLog()).toMatchObject({
      log_destination_type: "s3",
      log_destination: BUCKET.bucketArn,
      destination_options: { file_format: "parquet", hive_compatible_partitions: true, per_hour_partition: true },
    });
    expect(flowLog()).not.toHaveProperty("iam_role_arn");
  });

  it("goes into a folder of the bucket, where asked", () => {
    expect(flowLog({ destination: { ...BUCKET, prefix: "vpc/flows" } }).log_destination).toBe(
      "arn:aws:s3:::flow-logs/vpc/flows/",
    );
  });

  it("goes to CloudWatch Logs with the role that may write there, and waits until it may", () => {
    const ready = { fqn: "aws_iam_role_policy.flow-logs" };
    const toLogGroup = flowLog({ destination: { ...LOG_GROUP, ready } });
    expect(toLogGroup).toMatchObject({
      log_destination_type: "cloud-watch-logs",
      log_destination: LOG_GROUP.logGroupArn,
      iam_role_arn: LOG_GROUP.roleArn,
      depends_on: [ready.fqn],
    });
    expect(toLogGroup).not.toHaveProperty("destination_options");
    expect(flowLog({ destination: LOG_GROUP })).not.toHaveProperty("depends_on");
  });

  it("records all traffic at ten minutes by default, or what is asked for", () => {
    expect(flowLog()).toMatchObject({ traffic_type: "ALL", max_aggregation_interval: 600 });
    expect(flowLog({ trafficType: "REJECT", maxAggregationSeconds: 60, tags: { team: "network" } })).toMatchObject({
      traffic_type: "REJECT",
      max_aggregation_interval: 60,
      tags: { team: "network" },
    });
  });

  it("records all fields of versions 2 to 5, written so that Terraform passes them to AWS", () => {
    const format = String(flowLog().log_format);
    expect(format).toMatch(/^\$\$\{version\} \$\$\{account-id\} .* \$\$\{flow-direction\} \$\$\{traffic-path\}$/);
    expect(format).toMatch(/^(\$\$\{[a-z0-9-]+\}( |$))+$/);
  });

  it("records the fields that are asked for, in their order", () => {
    expect(flowLog({ fields: ["srcaddr", "reject-reason"] }).log_format).toBe("$${srcaddr} $${reject-reason}");
  });

  it("refuses to record nothing, which AWS would take for its default", () => {
    expect(() => flowLog({ fields: [] })).toThrow("test/flow-log: fields: got []");
  });
});
