import { identifyAccounts, identifyUnits } from "../../../config/ledger/identity";
import type { NamedAccount, NamedUnit } from "../../../config/ledger/identity";
import type { RecordedAccount } from "../../../config/ledger/schema";

const account = (name: string, email: string, more: Partial<NamedAccount> = {}): NamedAccount => ({
  path: ["accounts", "workloads", 0],
  name,
  email,
  ...more,
});
const slugsOf = (accounts: NamedAccount[], recorded: Record<string, RecordedAccount>): Record<string, string> =>
  Object.fromEntries(identifyAccounts(accounts, { accounts: recorded }).slugs);

const SHOP = { name: "shop", email: "shop@example.com" };

describe("accounts", () => {
  it("have slugs of their names where nothing is recorded", () => {
    expect(Object.fromEntries(identifyAccounts([account("Shop 1", "a@example.com")], undefined).slugs)).toEqual({
      "Shop 1": "shop-1",
    });
  });

  it.each<[string, NamedAccount, RecordedAccount]>([
    ["id", account("x", "x@example.com", { id: "1".repeat(12) }), { ...SHOP, id: "1".repeat(12) }],
    ["address in another case", account("x", "SHOP@example.com"), SHOP],
    ["name", account("Shop", "x@example.com"), SHOP],
    ["former name", account("x", "x@example.com", { formerly: "shop" }), SHOP],
  ])("are recognized by their %s", (_, now, before) => {
    expect(slugsOf([now], { "old-slug": before })).toEqual({ [now.name]: "old-slug" });
  });

  it("are another's where the ids differ, whatever else is the same", () => {
    const now = account("shop", "shop@example.com", { id: "2".repeat(12) });
    expect(slugsOf([now], { shop: { ...SHOP, id: "1".repeat(12) } })).toEqual({ shop: "shop-2" });
  });

  it("keep their slugs when they exchange names, and when an id is added later", () => {
    const recorded = { a: { name: "a", email: "a@example.com" }, b: { name: "b", email: "b@example.com" } };
    expect(slugsOf([account("b", "a@example.com"), account("a", "b@example.com")], recorded)).toEqual({
      b: "a",
      a: "b",
    });
    expect(slugsOf([account("a", "a@example.com", { id: "3".repeat(12) })], recorded)).toEqual({ a: "a" });
  });

  it("are unclear where name and address are others and one is missing", () => {
    const { unclear } = identifyAccounts([account("store", "store@example.com")], { accounts: { shop: SHOP } });
    expect(unclear).toEqual([
      expect.objectContaining({ got: '"store"', fix: expect.stringContaining("formerly: shop") as string }),
    ]);
    expect(
      identifyAccounts([account("store", "store@example.com")], { accounts: { shop: { ...SHOP, gone: true } } })
        .unclear,
    ).toEqual([]);
  });

  it("cannot have been what the ledger does not have", () => {
    const { unclear } = identifyAccounts([account("store", "s@example.com", { formerly: "nobody" })], { accounts: {} });
    expect(unclear).toEqual([expect.objectContaining({ path: ["accounts", "workloads", 0, "formerly"] })]);
  });

  it("do not get the slug of one that left, nor of a core account", () => {
    expect(slugsOf([account("shop", "new@example.com")], { shop: { ...SHOP, gone: true } })).toEqual({
      shop: "shop-2",
    });
  });

  it("do not depend on the order of the file", () => {
    const recorded = Object.fromEntries(["a", "b", "c"].map((name) => [name, { name, email: `${name}@example.com` }]));
    const now = [account("c", "a@example.com"), account("a", "x@example.com"), account("b", "b@example.com")];
    const rotated = (by: number) => [...now.slice(by), ...now.slice(0, by)];
    const orders = [now, [...now].reverse(), rotated(1), rotated(2)].map((order) => slugsOf(order, recorded));
    expect(new Set(orders.map((slugs) => JSON.stringify(Object.entries(slugs).sort()))).size).toBe(1);
  });
});

describe("organizational units", () => {
  const unit = (unitPath: string, formerly?: string): NamedUnit => ({
    path: ["organization", "organizationalUnits", 0, "name"],
    unitPath,
    parentPath: unitPath.includes("/") ? unitPath.slice(0, unitPath.lastIndexOf("/")) : undefined,
    name: unitPath.slice(unitPath.lastIndexOf("/") + 1),
    formerly,
  });
  const recorded = {
    workloads: { path: "Workloads" },
    "workloads-production": { path: "Workloads/Production" },
  };

  it("keep their slugs when those above them are renamed", () => {
    const { slugs, unclear } = identifyUnits([unit("Work", "Workloads"), unit("Work/Production")], {
      organizationalUnits: recorded,
    });
    expect(Object.fromEntries(slugs)).toEqual({ Work: "workloads", "Work/Production": "workloads-production" });
    expect(unclear).toEqual([]);
  });

  it("may keep formerly in the file", () => {
    const { slugs, unclear } = identifyUnits([unit("Work", "Workloads")], {
      organizationalUnits: { workloads: { path: "Work" } },
    });
    expect([Object.fromEntries(slugs), unclear]).toEqual([{ Work: "workloads" }, []]);
  });

  it("are unclear where one beside is missing, and new where one elsewhere is", () => {
    expect(identifyUnits([unit("Work")], { organizationalUnits: recorded }).unclear).toHaveLength(1);
    const elsewhere = identifyUnits([unit("Workloads"), unit("Test")], { organizationalUnits: recorded });
    expect(elsewhere.unclear).toEqual([]);
    expect(elsewhere.slugs.get("Test")).toBe("test");
  });
});
