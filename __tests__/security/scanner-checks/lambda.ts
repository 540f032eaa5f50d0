import { argumentIsSet, blocks, checkovResource, isSet } from "./check";
import type { ScannerCheck } from "./check";

const FUNCTION = "aws_lambda_function";

export const LAMBDA_CHECKS: readonly ScannerCheck[] = [
  {
    ...checkovResource("CKV_AWS_50", "LambdaXrayEnabled.py"),
    title: "X-Ray tracing is enabled for Lambda",
    type: FUNCTION,
    passes: (_, { tracing_config: tracing }) =>
      blocks(tracing).some(({ mode }) => mode === "Active" || mode === "PassThrough"),
    violate: (_, lambda) => {
      lambda.tracing_config = undefined;
    },
  },
  {
    ...checkovResource("CKV_AWS_115", "LambdaFunctionLevelConcurrentExecutionLimit.py"),
    title: "Ensure that AWS Lambda function is configured for function-level concurrent execution limit",
    ...argumentIsSet(FUNCTION, "reserved_concurrent_executions"),
  },
  {
    ...checkovResource("CKV_AWS_116", "LambdaDLQConfigured.py"),
    title: "Ensure that AWS Lambda function is configured for a Dead Letter Queue(DLQ)",
    ...argumentIsSet(FUNCTION, "dead_letter_config"),
  },
  {
    ...checkovResource("CKV_AWS_117", "LambdaInVPC.py"),
    title: "Ensure that AWS Lambda function is configured inside a VPC",
    ...argumentIsSet(FUNCTION, "vpc_config"),
  },
  {
    ...checkovResource("CKV_AWS_173", "LambdaEnvironmentEncryptionSettings.py"),
    title: "Check encryption settings for Lambda environmental variable",
    type: FUNCTION,
    passes: (_, { environment, kms_key_arn: key }) =>
      isSet(key) || !blocks(environment).some(({ variables }) => isSet(variables)),
    violate: (_, lambda) => {
      lambda.kms_key_arn = undefined;
      lambda.environment = { variables: { NAME: "value" } };
    },
  },
  {
    ...checkovResource("CKV_AWS_272", "LambdaCodeSigningConfigured.py"),
    title: "Ensure AWS Lambda function is configured to validate code-signing",
    ...argumentIsSet(FUNCTION, "code_signing_config_arn"),
  },
];
