import { lostOf } from "../../../config/ledger/lost";
import type { Ledger } from "../../../config/ledger/schema";

const LEDGER: Ledger = {
  version: 1,
  name: "small",
  homeRegion: "eu-west-1",
  organization: "o-example",
  state: "local",
  accounts: { shop: { name: "shop", email: "shop@example.com", id: "4".repeat(12) } },
  organizationalUnits: { work: { path: "Work" } },
  trustedServices: { "config.amazonaws.com": "needed" },
  policies: { "scp-root-1": { name: "p", statements: "A" } },
  trailSelectors: "advanced",
  regions: { "log-archive": "eu-central-1 eu-west-1" },
  resources: { "log-archive/aws_s3_bucket.a": { path: "a", in: "log-archive/eu-west-1" } },
};
const SHOP = { name: "shop", email: "shop@example.com", id: "4".repeat(12) };

describe("what a ledger lost", () => {
  it.each<[string, Partial<Ledger>, string]>([
    ["an account", { accounts: {} }, "accounts: shop"],
    ["the id of an account", { accounts: { shop: { ...SHOP, id: undefined } } }, "accounts: shop: id 444444444444"],
    ["who an account is", { accounts: { shop: { ...SHOP, id: "5".repeat(12) } } }, "accounts: shop: id 444444444444"],
    ["a unit", { organizationalUnits: {} }, "organizationalUnits: work"],
    ["a service that is needed", { trustedServices: {} }, "trustedServices: config.amazonaws.com"],
    ["a policy", { policies: {} }, "policies: scp-root-1"],
    ["that the trail had selectors", { trailSelectors: undefined }, "trailSelectors: advanced"],
    ["the regions of a stack", { regions: {} }, "regions: log-archive: eu-central-1 eu-west-1"],
    ["a region of a stack", { regions: { "log-archive": "eu-west-1" } }, "regions: log-archive: eu-central-1"],
    ["an address", { resources: {} }, "resources: log-archive/aws_s3_bucket.a"],
    [
      "the place of an address",
      { resources: { "log-archive/aws_s3_bucket.a": { path: "a", in: "audit/eu-west-1" } } },
      "resources: log-archive/aws_s3_bucket.a: in log-archive/eu-west-1",
    ],
    ["the organization that it is of", { organization: "o-other" }, "organization: o-example"],
    ["the name that it is of", { name: "other" }, "name: small"],
  ])("is %s", (_, change, lost) => {
    expect(lostOf(LEDGER, { ...LEDGER, ...change })).toEqual([lost]);
  });

  it("is everything where it is not there any more", () => {
    expect(lostOf(LEDGER, undefined)).toEqual(expect.arrayContaining(["accounts: shop", "name: small"]));
  });

  it("is nothing that synth changes", () => {
    const now: Ledger = {
      ...LEDGER,
      accounts: { shop: { ...SHOP, name: "store", gone: true }, blog: { name: "blog", email: "b@example.com" } },
      organizationalUnits: { work: { path: "Play" } },
      policies: { "scp-root-1": { name: "p", statements: "" } },
      regions: { "log-archive": "eu-central-1 eu-west-1 us-east-1" },
      resources: { "log-archive/aws_s3_bucket.a": { path: "a", in: "log-archive/eu-west-1", gone: true } },
    };
    expect(lostOf(LEDGER, now)).toEqual([]);
    expect(lostOf({ ...LEDGER, organization: null, trailSelectors: undefined, accounts: {} }, LEDGER)).toEqual([]);
    // What ledgers of states once had, and synth takes out.
    const target = { "alerting/aws_cloudwatch_event_target.rule-a_target-b": { path: "", in: "audit/eu-west-1" } };
    expect(lostOf({ ...LEDGER, resources: { ...LEDGER.resources, ...target } }, LEDGER)).toEqual([]);
  });
});
