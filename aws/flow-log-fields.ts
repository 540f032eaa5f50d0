/**
 * Fields of a VPC flow log's records, versions 2 to 5, in the order of AWS's page.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
export const FLOW_LOG_FIELDS: readonly string[] = [
  ...["version", "account-id", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets"],
  ...["bytes", "start", "end", "action", "log-status"],
  ...["vpc-id", "subnet-id", "instance-id", "tcp-flags", "type", "pkt-srcaddr", "pkt-dstaddr"],
  ...["region", "az-id", "sublocation-type", "sublocation-id"],
  ...["pkt-src-aws-service", "pkt-dst-aws-service", "flow-direction", "traffic-path"],
];
