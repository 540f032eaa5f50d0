import { FlowLogGroup } from "../../../modules/vpc/flow-log-group";
import { VpcFlowLogs } from "../../../modules/vpc/vpc-flow-logs";
import { synthesizeModule } from "../../support/terraform";
import type { Block, Template } from "../../support/terraform";

function flowLogs(...destinations: ("bucket" | "logGroup")[]): Template {
  return synthesizeModule((stack, environment) => {
    const logGroup = new FlowLogGroup(stack, "group", {
      environment,
      logGroupName: "org/flow-logs",
      retentionInDays: 90,
      roleName: "org-flow-logs-eu-west-1",
    });
    new VpcFlowLogs(stack, "flow-logs", {
      environment,
      bucket: destinations.includes("bucket") ? { bucketArn: "arn:aws:s3:::flow-logs" } : undefined,
      logGroup: destinations.includes("logGroup") ? logGroup : undefined,
      trafficType: "REJECT",
    });
  });
}

function byDestination(template: Template): Record<string, Block> {
  return Object.fromEntries(template.resources("aws_flow_log").map((log) => [String(log.log_destination_type), log]));
}

describe("VpcFlowLogs", () => {
  const template = flowLogs("bucket", "logGroup");
  const logs = byDestination(template);

  it("cover every VPC of the account that exists when Terraform plans, read once", () => {
    const [vpcs, ...others] = Object.entries(template.json.data?.aws_vpcs ?? {});
    expect(others).toEqual([]);
    expect(vpcs?.[1].filter).toEqual([{ name: "owner-id", values: ["222222222222"] }]);
    for (const log of Object.values(logs)) {
      expect(log).toMatchObject({
        for_each: `\${toset(data.aws_vpcs.${String(vpcs?.[0])}.ids)}`,
        vpc_id: "${each.value}",
      });
    }
  });

  it("go to the bucket and to CloudWatch Logs, one each, with the same settings", () => {
    expect(template.resources("aws_flow_log")).toHaveLength(2);
    expect(logs).toMatchObject({
      s3: { log_destination: "arn:aws:s3:::flow-logs", traffic_type: "REJECT" },
      "cloud-watch-logs": { log_destination: "${aws_cloudwatch_log_group.group.arn}", traffic_type: "REJECT" },
    });
  });

  it.each([["bucket", "s3"] as const, ["logGroup", "cloud-watch-logs"] as const])(
    "go to the %s alone, at the same address as with both",
    (destination, type) => {
      const alone = flowLogs(destination);
      expect(Object.keys(byDestination(alone))).toEqual([type]);
      expect(template.addresses).toEqual(expect.arrayContaining(alone.addresses));
    },
  );

  it("have to go somewhere", () => {
    expect(() => flowLogs()).toThrow("test/flow-logs: bucket: got undefined; allowed: a bucket, a log group, or both");
  });
});
