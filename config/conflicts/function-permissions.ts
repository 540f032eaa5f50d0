import { configRuleName } from "../aws-config/resolve";
import { entriesOf, fieldsOf } from "../readable";
import type { Located, Reading } from "../readable";
import type { Finding } from "../source/document";
import { accountsOf } from "./accounts";
import type { Rule } from "./rule";

/** @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const POLICY_BYTES = 20_480;

/** ARNs of the functions that decide rules, each with the key of its rule. */
export function functionsOf({ config }: Reading): (Located & { readonly rule: string })[] {
  return fieldsOf(config?.functionRules, ["config", "functionRules"]).flatMap(({ key, path, value }) =>
    entriesOf(value.functions, [...path, "functions"]).map((arn) => ({ rule: key, ...arn })),
  );
}

/** Each account may run a function for each rule: a statement each of the function's policy, which Lambda keeps short. */
function fullFunctionPolicies(reading: Reading): Finding[] {
  const { name = "" } = reading;
  const accounts = accountsOf(reading);
  const functions = functionsOf(reading);
  return [...new Set(functions.map(({ value }) => value))].flatMap((arn) => {
    const uses = functions.filter(({ value }) => value === arn);
    const [first] = uses;
    const rules = [...new Set(uses.map(({ rule }) => rule))];
    const sizes = rules.map((rule) => statementBytes(configRuleName(name, rule), arn));
    const size = Math.ceil(sizes.reduce((sum, bytes) => sum + bytes, 0) / sizes.length);
    const needed = accounts.length * rules.length;
    const most = Math.floor((POLICY_BYTES - AROUND) / size);
    return first === undefined || needed <= most
      ? []
      : {
          path: first.path,
          message: "the function's policy has no room for every account and rule",
          got: `${needed} statements: ${accounts.length} accounts × ${rules.length} ${rules.length === 1 ? "rule" : "rules"} with this function`,
          allowed: `about ${most}: Lambda keeps ${POLICY_BYTES.toLocaleString("en")} bytes, and a statement takes some ${size}`,
          fix:
            needed > most * rules.length
              ? "write its rules as policyRules, which need no permission"
              : "let another function decide some of the rules, or write them as policyRules, which need no permission",
        };
  });
}

/** What is around the statements. */
const AROUND = '{"Version":"2012-10-17","Id":"default","Statement":[]}'.length;

/** Bytes of a statement as Lambda writes it for the permission of `modules/config/organization-function-rule`. */
function statementBytes(ruleName: string, arn: string): number {
  const anAccount = "111111111111";
  const statement = {
    Sid: `${ruleName}-${anAccount}`,
    Effect: "Allow",
    Principal: { Service: "config.amazonaws.com" },
    Action: "lambda:InvokeFunction",
    Resource: arn,
    Condition: { StringEquals: { "AWS:SourceAccount": anAccount } },
  };
  return JSON.stringify(statement).length + ",".length;
}

export const FUNCTION_RULES = [fullFunctionPolicies] satisfies Rule[];
