import { denialOfAllBut, exceptDeployment } from "./denial";
import { leftOpenOn } from "./left-open";
import type { GuardrailInput, GuardrailStatement } from "./statement";

/**
 * The way of findings to the log archive, and the functions beside it. Its rules, alarms and roles are the landing zone's by
 * their names, and its bucket and key by theirs: other guardrails have these. Whether the file has `inspector` or not: a stack
 * that is left out of the file goes on to deliver.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesisfirehose.html
 */
export function findingGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const { names, partition } = input;
  return [
    denialOfAllBut(
      "Findings",
      leftOpenOn("stream", "function"),
      [
        `arn:${partition}:firehose:*:*:deliverystream/${names.findingStream}`,
        ...[names.coverageProbe, names.cisCollector].map((name) => `arn:${partition}:lambda:*:*:function:${name}`),
      ],
      exceptDeployment(input),
    ),
  ];
}
