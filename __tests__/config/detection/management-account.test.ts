// What no guardrail binds: all that the stacks make in the management account has a row, with those who report it.
import { classOf } from "../../../aws/resource-classes";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ALARMS, EVENT_RULES } from "../../../config/detection";
import {
  DELEGATED_ELSEWHERE,
  HARMLESS_IN_MANAGEMENT,
  OPEN_IN_MANAGEMENT,
} from "../../../config/detection/management-account";
import { parseLandingZone } from "../../../config/load";
import { DELEGATED_SERVICES } from "../../../config/organization/services";
import { synthesizeLandingZone } from "../../support/landing-zones";

const EXAMPLES = readdirSync("examples").filter((file) => file.endsWith(".yaml"));

/** Types of the resources that examples make in the management account. */
const made = new Set(
  EXAMPLES.flatMap((file) => {
    const path = join("examples", file);
    const { landingZone } = parseLandingZone(readFileSync(path, "utf8"), path);
    return Object.values(synthesizeLandingZone(landingZone).stacks)
      .filter(({ json }) => {
        const [provider] = json.provider.aws;
        return (provider?.allowed_account_ids as string[] | undefined)?.[0] === landingZone.management.id;
      })
      .flatMap(({ json }) => Object.keys(json.resource ?? {}));
  }),
);
const known = [...OPEN_IN_MANAGEMENT.flatMap(({ types }) => types), ...HARMLESS_IN_MANAGEMENT];

describe("what stays open in the management account", () => {
  it("is all that the stacks make there, or is harmless", () => {
    expect(made.size).toBeGreaterThan(30);
    expect([...made].filter((type) => !known.includes(type)).sort()).toEqual([]);
    expect(known).toHaveLength(new Set(known).size);
    expect(known.filter((type) => classOf(type) === undefined)).toEqual([]);
  });

  it("is reported by an alarm and a rule that there are", () => {
    const unreported = OPEN_IN_MANAGEMENT.filter(({ reportedBy }) =>
      [ALARMS, EVENT_RULES].some((all) => !reportedBy.some((key) => Object.hasOwn(all, key))),
    );
    expect(unreported.map(({ what }) => what)).toEqual([]);
  });

  it("is less by what the audit account administers", () => {
    expect([...DELEGATED_ELSEWHERE.keys()].filter((service) => service !== "inspector2.amazonaws.com").sort()).toEqual(
      [...DELEGATED_SERVICES].sort(),
    );
  });
});
