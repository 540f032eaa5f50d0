import { alarmActions } from "../../../cli/check/alarm-actions";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, whats } from "./fakes";

const found = (...names: string[]) =>
  whats(alarmActions, environmentOf(existingLandingZone()), {
    DescribeAlarms: ({ AlarmNamePrefix }) => ({
      MetricAlarms: [
        { AlarmName: `${String(AlarmNamePrefix)}loud`, ActionsEnabled: true },
        ...names.map((AlarmName) => ({ AlarmName, ActionsEnabled: false })),
      ],
    }),
  });

describe("the check of alarms", () => {
  it("names the first of those that are muted, and how many there are", async () => {
    expect(await found()).toEqual([]);
    expect(await found("small-a")).toEqual(["1 alarm tells nobody, as actions are off: small-a"]);
    expect(await found("a", "b", "c", "d", "e")).toEqual([
      "5 alarms tell nobody, as actions are off: a, b, c and 2 more",
    ]);
  });
});
