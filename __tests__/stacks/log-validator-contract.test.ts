// What the stack and the function of the log validator both say, each in its own words, as the function can import nothing of the
// configuration: names of metrics, of events, of keys of the table, and what the function is told by its environment.
import { VALIDATION_ALARMS } from "../../config/log-validation/alarms";
import { LOG_INTEGRITY_FINDING, validatorSource } from "../../config/log-validation/findings";
import { DETAIL_TYPE } from "../../log-validator/aws-services";
import { readEnvironment } from "../../log-validator/environment";
import { COUNTS, RunMetrics } from "../../log-validator/metrics";
import { IS_NEW } from "../../log-validator/table";
import { FINDING_DETAIL_TYPE } from "../../modules/log-validation/log-validator";
import { existingLandingZone, synthesizeStack } from "../support/landing-zones";

const landingZone = existingLandingZone("logValidation: { securityHub: true, graceMinutes: 90 }");
const template = synthesizeStack(landingZone, "log-validation");

/** Terraform's references, as what they are once something is made. */
const made = (value: string): string => (value.includes(".url}") ? "https://sqs.eu-west-1.amazonaws.com/1/q" : value);

describe("the stack of the log validator and its function", () => {
  it("call metrics the same: each alarm is on one that the function publishes", () => {
    const metrics = new RunMetrics();
    metrics.lag(0);
    const published = [...COUNTS, ...metrics.data.map(({ MetricName }) => MetricName)];
    const { names } = landingZone;
    const settings = { graceMinutes: 120, sweepMinutes: 60 };
    const watched = Object.values(VALIDATION_ALARMS)
      .map(({ metric }) => metric({ names, settings }))
      .filter(({ namespace }) => namespace === names.logValidationNamespace)
      .map(({ metricName }) => metricName);
    expect(watched.length).toBeGreaterThan(3);
    expect(watched.filter((name) => !published.includes(name))).toEqual([]);
  });

  it("call events the same", () => {
    expect(DETAIL_TYPE).toBe(LOG_INTEGRITY_FINDING);
    expect(DETAIL_TYPE).toBe(FINDING_DETAIL_TYPE);
  });

  it("call the first part of the table's key the same", () => {
    expect(template.resource("aws_dynamodb_table")).toMatchObject({ hash_key: IS_NEW.names?.[0] });
  });

  it("agree on the environment: the function takes what the stack gives", () => {
    const { environment } = template.resource("aws_lambda_function") as {
      environment: { variables: Record<string, string> };
    };
    const variables = Object.fromEntries(
      Object.entries(environment.variables).map(([name, value]) => [name, made(value)]),
    );
    expect(readEnvironment(variables)).toMatchObject({
      source: validatorSource(landingZone.name),
      hasSecurityHub: true,
      grace: 90 * 60_000,
      trail: landingZone.names.trail,
      location: { bucket: landingZone.names.trailBucket },
    });
  });
});
