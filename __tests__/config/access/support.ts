import { readFileSync, readdirSync } from "node:fs";
import { documentsOf } from "../../../config/access/documents";
import type { AccessFunction } from "../../../config/access/settings";
import { statementsOf } from "../../../config/access/statements";
import type { AccessStatement } from "../../../config/access/statement";
import type { LandingZone } from "../../../config/landing-zone";
import { parseLandingZone } from "../../../config/load";

/** A function in one account of a landing zone. */
export interface Case {
  readonly title: string;
  readonly job: AccessFunction;
  readonly landingZone: LandingZone;
  readonly statements: readonly AccessStatement[];
  readonly documents: ReturnType<typeof documentsOf>;
}

const REGIONS = { "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1" };
const SMALL = (region: string) => `
name: small
homeRegion: ${region}
regions: [${region}]
accounts:
  management: { id: "111111111111", email: management@example.com }
  logArchive: { email: log-archive@example.com }
  audit: { email: audit@example.com }
access: {}
`;

/** Every example, with access where it has none, and a small landing zone of each of the other partitions. */
export function landingZones(): (readonly [name: string, LandingZone])[] {
  const examples = readdirSync("examples").filter((file) => file.endsWith(".yaml"));
  return [
    ...examples.map((file) => {
      const text = readFileSync(`examples/${file}`, "utf8");
      const whole = /^access:/m.test(text) ? text : `${text}\naccess: {}\n`;
      return [file, parseLandingZone(whole, `examples/${file}`).landingZone] as const;
    }),
    ...Object.entries(REGIONS).map(
      ([partition, region]) => [partition, parseLandingZone(SMALL(region), "small.yaml").landingZone] as const,
    ),
  ];
}

export function contextOf(landingZone: LandingZone, here: string) {
  const { accounts, organization } = landingZone;
  return {
    landingZone,
    here,
    organizationId: organization.id ?? "o-exampleorgid",
    accountId: (slug: string) =>
      accounts.find((account) => account.slug === slug)?.id ??
      String(222222222222 + accounts.findIndex((account) => account.slug === slug)),
  };
}

export function casesOf(landingZone: LandingZone, name = landingZone.name): Case[] {
  return (landingZone.access?.functions ?? []).flatMap((job) =>
    job.accounts.map((here) => {
      const context = contextOf(landingZone, here);
      return {
        title: `${job.key} in ${here} of ${name}`,
        job,
        landingZone,
        statements: statementsOf(job, context),
        documents: documentsOf(job, context),
      };
    }),
  );
}
