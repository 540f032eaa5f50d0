import { CLASSIC_ENDED } from "../../aws/inspector-classic";
import { REGIONS } from "../../aws/regions";
import { slugOf } from "../keys";
import { entriesOf, fieldsOf, located, present } from "../readable";
import type { Reading } from "../readable";
import type { Finding, Path } from "../source/document";
import { accountNames } from "./accounts";
import { unknown } from "./finding";
import type { Findings } from "./finding";
import type { Rule } from "./rule";

const PATH: Path = ["inspector", "classic"];
const TARGETS: Path = [...PATH, "targets"];

/** What is forgotten needs no service. */
function ended({ homeRegion = "", inspector }: Reading): Findings {
  const classic = inspector?.classic;
  const isUsed = present(classic?.targets).some(({ forget }) => forget !== true);
  return classic === undefined ||
    classic.acknowledgeEndOfSupport === true ||
    !isUsed ||
    REGIONS.get(homeRegion)?.partition !== "aws"
    ? []
    : {
        path: PATH,
        message: `Amazon Inspector Classic ended on ${CLASSIC_ENDED}: AWS makes and runs no assessment in a commercial region`,
        fix:
          "name the instances under inspector.targets, and set forget: true here; landing-zone inspector migrate writes both from " +
          "a state. Or set acknowledgeEndOfSupport: true",
      };
}

function places(reading: Reading): Finding[] {
  const governed = present(reading.regions);
  const names = accountNames(reading);
  return entriesOf(reading.inspector?.classic?.targets, TARGETS).flatMap(({ path, value }) => [
    ...(governed.length === 0
      ? []
      : unknown(located(value.region, [...path, "region"]), governed, "not one of the regions that are governed")),
    ...located(value.account, [...path, "account"])
      .filter((account) => names !== undefined && !names.map(slugOf).includes(slugOf(account.value)))
      .flatMap((account) => unknown([account], names ?? [], "there is no such account in this landing zone")),
  ]);
}

function needStacks({ baseline, inspector }: Reading): Findings {
  return baseline?.deployment === "stacksets" && present(inspector?.classic?.targets).length > 0
    ? {
        path: TARGETS,
        message: "not possible with baseline.deployment: stacksets, which has no stack for each account",
        fix: "remove them, or set baseline.deployment: terraform",
      }
    : [];
}

/** Terraform would import what lies elsewhere. */
function adoptedElsewhere(reading: Reading): Finding[] {
  return entriesOf(reading.inspector?.classic?.targets, TARGETS).flatMap(({ path, value: { existing, region } }) =>
    region === undefined
      ? []
      : fieldsOf(existing, [...path, "existing"])
          .filter(({ value: arn }) => arn.split(":")[3] !== region)
          .map(({ path, value: arn }) => ({
            path,
            message: "is in another region than the target",
            got: `"${arn}"`,
            allowed: `ARNs of ${region}`,
          })),
  );
}

export const INSPECTOR_CLASSIC_RULES = [ended, places, needStacks, adoptedElsewhere] satisfies Rule[];
