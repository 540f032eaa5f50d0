// Where the second carrier of tampering is while regions come and go, as real ledgers remember it: it stays as long as it may, moves
// under other addresses where it may not, and is taken back where it was before.
import type { Ledger } from "../../../config/ledger/schema";
import { withValue } from "../../support/change/edits";
import { RICH_FILE } from "../../support/change/rich-file";
import { SimulatedTerraform } from "../../support/change/simulated-terraform";
import { synthesize } from "../../support/change/synthesis";

const [HOME, FIRST, FRANKFURT, VIRGINIA] = ["eu-west-1", "ap-northeast-1", "eu-central-1", "us-east-1"];
const FILE = ["archive replica", "hosts", "inspector"].reduce<typeof RICH_FILE>(
  (file, section) => withValue(file, section, undefined),
  RICH_FILE,
);

/** What the ledger has of the carrier's topic: `eu-central-1`, `eu-central-1 gone` or `eu-central-1 returned`, sorted. */
const topicIn = ({ resources }: Ledger): string[] =>
  Object.entries(resources)
    .filter(([key]) => key.startsWith("alerting/aws_sns_topic.tampering"))
    .map(([, { gone, in: place, returned }]) =>
      [place.replace(/.*\//, ""), ...(gone ? ["gone"] : []), ...(returned ? ["returned"] : [])].join(" "),
    )
    .sort();

/** Addresses of the carrier among some, without those of subscriptions, which everybody confirms anew. */
const ofCarrier = (addresses: readonly string[]): string[] =>
  addresses.filter((address) => /^alerting .*tampering/.test(address) && !address.includes("subscription"));

type Step = readonly [regions: readonly string[], topic: readonly string[]];

describe("the second carrier of tampering", () => {
  it.each<[string, readonly Step[]]>([
    [
      "stays when regions come before its own, in the file and in the alphabet",
      [
        [[HOME, FRANKFURT], [FRANKFURT]],
        [[FIRST, HOME, FRANKFURT], [FRANKFURT]],
        [[VIRGINIA, HOME, FRANKFURT], [FRANKFURT]],
      ],
    ],
    [
      "moves when its region is governed no more, and stays there when that is back",
      [
        [[HOME, FRANKFURT], [FRANKFURT]],
        [
          [HOME, VIRGINIA],
          [`${FRANKFURT} gone`, VIRGINIA],
        ],
        [
          [HOME, FRANKFURT, VIRGINIA],
          [`${FRANKFURT} gone`, VIRGINIA],
        ],
        [
          [HOME, FRANKFURT],
          [`${FRANKFURT} returned`, `${VIRGINIA} gone`],
        ],
      ],
    ],
    [
      "leaves the home region for another one, and comes back where there is none",
      [
        [[HOME], [HOME]],
        [
          [HOME, FRANKFURT],
          [FRANKFURT, `${HOME} gone`],
        ],
        [[HOME], [`${FRANKFURT} gone`, `${HOME} returned`]],
        [
          [HOME, FRANKFURT],
          [`${FRANKFURT} returned`, `${HOME} gone`],
        ],
      ],
    ],
  ])("%s", (_, steps) => {
    const terraform = new SimulatedTerraform();
    let ledger: Ledger | undefined;
    let before = "";
    for (const [regions, expected] of steps) {
      const synthesis = synthesize(withValue(FILE, "regions", regions), ledger);
      expect(terraform.deploy(synthesis)).toEqual([]);
      ledger = synthesis.ledger;
      expect(topicIn(ledger)).toEqual([...expected].sort());
      expect([ofCarrier(terraform.destroyed), ofCarrier(terraform.replaced), terraform.refused]).toEqual([[], [], []]);
      const isWhereItWas = before === "" || before === expected.find((entry) => !entry.includes(" "));
      if (isWhereItWas) expect(ofCarrier(terraform.newlyForgotten)).toEqual([]);
      before = expected.find((entry) => !entry.includes(" ")) ?? "moved";
    }
  });
});
