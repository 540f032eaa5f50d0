import { blocks, checkovResource } from "./check";
import type { ScannerCheck } from "./check";

const STREAM = "aws_kinesis_firehose_delivery_stream";

export const FIREHOSE_CHECKS: readonly ScannerCheck[] = [
  {
    ...checkovResource("CKV_AWS_240", "KinesisFirehoseDeliveryStreamSSE.py"),
    title: "Ensure Kinesis Firehose delivery stream is encrypted",
    type: STREAM,
    passes: (_, { server_side_encryption: encryption }) => blocks(encryption).some(({ enabled }) => enabled === true),
    violate: (_, stream) => {
      stream.server_side_encryption = { enabled: false };
    },
  },
  {
    ...checkovResource("CKV_AWS_241", "KinesisFirehoseDeliveryStreamUsesCMK.py"),
    title: "Ensure that Kinesis Firehose Delivery Streams are encrypted with CMK",
    type: STREAM,
    passes: (_, { server_side_encryption: encryption }) =>
      blocks(encryption).some(
        ({ enabled, key_arn, key_type }) =>
          enabled === true && key_type === "CUSTOMER_MANAGED_CMK" && key_arn !== undefined,
      ),
    violate: (_, stream) => {
      stream.server_side_encryption = { enabled: true, key_type: "AWS_OWNED_CMK" };
    },
  },
];
