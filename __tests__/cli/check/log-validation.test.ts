import { logValidation } from "../../../cli/check/log-validation";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, whats } from "./fakes";

const validating = existingLandingZone("logValidation: {}");

const found = (states: Readonly<Record<string, string>>) =>
  whats(logValidation, environmentOf(validating), {
    DescribeAlarms: ({ AlarmNames }) => ({
      MetricAlarms: (AlarmNames as string[])
        .filter((name) => states[name] !== "GONE")
        .map((AlarmName) => ({ AlarmName, StateValue: states[AlarmName] ?? "OK" })),
    }),
  });

describe("the check of the log validator", () => {
  it("says what its alarms are about while they are in ALARM, and which of them are gone", async () => {
    expect(await found({})).toEqual([]);
    expect(await found({ "small-log-sweeps-silent": "ALARM", "small-log-integrity-failures": "GONE" })).toEqual([
      "the alarm small-log-integrity-failures does not exist",
      "Nobody looks for logs that never arrived (alarm small-log-sweeps-silent)",
    ]);
  });

  it("concerns the audit account at home, where the file has it switched on", () => {
    const { accounts, audit, homeRegion } = validating;
    const concerned = (landingZone: typeof validating) =>
      accounts
        .flatMap((account) => [...landingZone.regions].map((region) => ({ account, landingZone, region })))
        .filter((environment) => logValidation.concerns(environment))
        .map(({ account, region }) => `${account.slug} ${region}`);
    expect(concerned(validating)).toEqual([`${audit.slug} ${homeRegion}`]);
    expect(concerned(existingLandingZone("logValidation: { enabled: false }"))).toEqual([]);
    expect(concerned(existingLandingZone())).toEqual([]);
  });
});
