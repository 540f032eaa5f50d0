import { hasCisScans } from "../../aws/inspector-regions";
import { cisConfigurationDifferences } from "../inspector/cis-differences";
import type { CisDifference, LiveCisConfiguration } from "../inspector/cis-differences";
import type { Check, Difference } from "./check";
import { slugsById } from "./slugs";

/** What to do by the kind of difference. Terraform never reads what Cloud Control has made. */
const ADVICE: Readonly<Record<CisDifference["kind"], string | undefined>> = {
  different: "Terraform does not see it: change it back in Amazon Inspector's console.",
  "left-over": "Deploy the landing zone; if it stays, delete it in Amazon Inspector's console.",
  missing: undefined,
  unknown: "Delete it by hand where a target of the file has taken its place.",
};

/** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListCisScanConfigurations.html */
export const inspectorCisScans: Check = {
  id: "inspector-cis-scans",
  title: "The CIS scan configurations are those of the file",
  concerns: ({ account, landingZone: { audit, inspector }, region }) =>
    account.slug === audit.slug && inspector !== undefined && hasCisScans(region),
  async run({ landingZone: { accounts, audit, inspector, name }, region }, clients) {
    const live = await clients.inspector.list<LiveCisConfiguration>(
      "/cis/scan-configuration/list",
      "scanConfigurations",
    );
    const slugs = await slugsById(accounts, clients);
    const ids = new Map([...slugs].map(([id, slug]) => [slug, id]));
    const accountIdOf = (slug: string): string => ids.get(slug) ?? slug;
    const expected = {
      name,
      accountIdOf,
      targets: inspector?.cisTargets ?? [],
      auditAccountId: accountIdOf(audit.slug),
    };
    return cisConfigurationDifferences(region, expected, live).map(({ details, kind, scanName }): Difference => ({
      what: `CIS scan ${scanName}: ${details.join("; ")}`,
      advice: ADVICE[kind],
      isNote: kind === "unknown",
    }));
  },
};
