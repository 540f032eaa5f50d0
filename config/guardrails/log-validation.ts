import { denial, denialOfAllBut, deploymentRoles, exceptDeployment } from "./denial";
import { leftOpenOn } from "./left-open";
import type { GuardrailInput, GuardrailStatement } from "./statement";

/**
 * What validates logs continuously: the function and its mapping, the messages it works through, and the table it remembers verified
 * digests in. Its rules, alarms and roles are the landing zone's by their names: other guardrails have these. Whether the file has
 * `logValidation` or not: a stack that is left out of the file goes on to validate.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
export function logValidationGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const { breakGlassRole, names, partition } = input;
  const arn = (service: string, resource: string): string => `arn:${partition}:${service}:*:*:${resource}`;
  const validator = arn("lambda", `function:${names.logValidator}`);
  const table = arn("dynamodb", `table/${names.logValidationTable}`);
  const roles = [breakGlassRole, ...deploymentRoles(input), names.logValidator];
  const exceptValidator = {
    ArnNotLike: { "aws:PrincipalArn": roles.map((role) => `arn:${partition}:iam::*:role/${role}`) },
  };
  return [
    denialOfAllBut("LogValidator", leftOpenOn("function"), validator, exceptDeployment(input)),
    denial(
      "LogValidatorMapping",
      ["lambda:DeleteEventSourceMapping", "lambda:UpdateEventSourceMapping"],
      // AWS invents the ids of mappings.
      arn("lambda", "event-source-mapping:*"),
      { ArnLike: { "lambda:FunctionArn": validator }, ...exceptDeployment(input) },
    ),
    denialOfAllBut("LogValidationState", leftOpenOn("table"), [table, `${table}/*`], exceptValidator),
    denial(
      "LogValidationQueue",
      ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage", "sqs:SendMessage"],
      // What was set aside is for those who look into it.
      arn("sqs", names.logValidationQueue),
      exceptValidator,
    ),
  ];
}
