import { denyInsecureTransport, queueArn } from "../../../modules/sqs/queue";
import { synthesizeModule } from "../../support/terraform";

const ARN = "arn:aws:sqs:eu-west-1:222222222222:deliveries";

describe("queueArn", () => {
  it("is known before the queue is, in every partition", () => {
    synthesizeModule((_, environment) => {
      expect(queueArn(environment, "deliveries")).toBe(ARN);
      expect(queueArn({ ...environment, partition: "aws-us-gov", region: "us-gov-west-1" }, "deliveries")).toBe(
        "arn:aws-us-gov:sqs:us-gov-west-1:222222222222:deliveries",
      );
    });
  });
});

describe("denyInsecureTransport", () => {
  it("denies everything that does not come by TLS", () => {
    expect(denyInsecureTransport(ARN)).toEqual({
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: ARN,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });
});
