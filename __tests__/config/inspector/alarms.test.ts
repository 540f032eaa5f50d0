import { COVERAGE_ALARMS, DELIVERY_ALARMS } from "../../../config/inspector/alarms";
import { namesOf } from "../../../config/names";

const names = namesOf({ name: "example", homeRegion: "eu-west-1" });
const alarms = Object.entries({ ...DELIVERY_ALARMS, ...COVERAGE_ALARMS });
const SECONDS_PER_DAY = 86_400;

describe("the alarms on Amazon Inspector's findings", () => {
  it.each(alarms)("say what to do, as long as AWS takes it: %s", (_, { advice, title }) => {
    const description = `${title}. ${advice}`;
    expect(description.length).toBeLessThanOrEqual(1024);
    expect(title).not.toMatch(/\.$/);
    expect(advice).toMatch(/^[A-Z].*\.$/);
  });

  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
  it.each(alarms)("look back no longer than AWS takes: %s", (_, { metric }) => {
    const { evaluationPeriods = 1, periodSeconds } = metric(names);
    expect(evaluationPeriods * periodSeconds).toBeLessThanOrEqual(SECONDS_PER_DAY);
  });
});
