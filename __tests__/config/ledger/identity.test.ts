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

  // The words are for one change, and may stay in the file.
  it.each<[string, NamedAccount[], Record<string, RecordedAccount>, Record<string, string>]>([
    [
      "another account has got the former name",
      [account("shop", "new@example.com"), account("store", "store@example.com", { formerly: "shop" })],
      {
        shop: { name: "store", email: "store@example.com" },
        "shop-2": { name: "shop", email: "new@example.com" },
      },
      { shop: "shop-2", store: "shop" },
    ],
    [
      "two accounts have exchanged their names",
      [account("b", "a@example.com", { formerly: "a" }), account("a", "b@example.com", { formerly: "b" })],
      { a: { name: "b", email: "a@example.com" }, b: { name: "a", email: "b@example.com" } },
      { b: "a", a: "b" },
    ],
    [
      "the address changes after the name",
      [account("store", "store@example.com", { formerly: "shop" })],
      { shop: { name: "store", email: "shop@example.com" } },
      { store: "shop" },
    ],
  ])("keep their slugs with an old formerly when %s", (_, now, recorded, slugs) => {
    for (const order of [now, [...now].reverse()]) {
      expect(slugsOf(order, recorded)).toEqual(slugs);
      expect(identifyAccounts(order, { accounts: recorded }).unclear).toEqual([]);
    }
  });

  it.each<[string, NamedAccount]>([
    ["its address", account("market", "blog@example.com", { formerly: "shop" })],
    ["its name", account("blog", "market@example.com", { formerly: "shop" })],
  ])("are unclear where formerly says one that is there, and %s another", (_, now) => {
    const accounts = { shop: SHOP, blog: { name: "blog", email: "blog@example.com" } };
    expect(identifyAccounts([now], { accounts }).unclear).toContainEqual(
      expect.objectContaining({ path: ["accounts", "workloads", 0, "formerly"] }),
    );
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

  it.each<[string, NamedUnit[], Record<string, { path: string; gone?: true }>, Record<string, string>]>([
    [
      "another unit has got the former name",
      [unit("Work", "Workloads"), unit("Workloads")],
      { workloads: { path: "Work" }, "workloads-2": { path: "Workloads" } },
      { Work: "workloads", Workloads: "workloads-2" },
    ],
    [
      "one below it is renamed",
      [unit("Work", "Workloads"), unit("Work/Prod", "Production")],
      { workloads: { path: "Work" }, "workloads-production": { path: "Work/Production" } },
      { Work: "workloads", "Work/Prod": "workloads-production" },
    ],
  ])("keep their slugs with an old formerly when %s", (_, now, organizationalUnits, slugs) => {
    const found = identifyUnits(now, { organizationalUnits });
    expect([Object.fromEntries(found.slugs), found.unclear]).toEqual([slugs, []]);
  });

  it("are those that did not leave where another one at the same path did", () => {
    const left = { path: "Workloads", gone: true } as const;
    for (const slug of ["sandbox", "zone"]) {
      const organizationalUnits = { [slug]: { path: "Workloads" }, workloads: left };
      expect(identifyUnits([unit("Workloads", "Zone")], { organizationalUnits }).slugs.get("Workloads")).toBe(slug);
    }
  });

  it.each<[string, NamedUnit[]]>([
    ["exchange their names", [unit("Work", "Play"), unit("Play", "Work")]],
    ["take a name that is there", [unit("Work", "Play")]],
    ["give a name to a new one at once", [unit("Fun", "Play"), unit("Play"), unit("Work")]],
    ["give a name to a new one before at once", [unit("Work"), unit("Play"), unit("Fun", "Play")]],
  ])("cannot %s in one deployment, as AWS has no two of a name", (_, now) => {
    const organizationalUnits = { work: { path: "Work" }, play: { path: "Play" } };
    expect(identifyUnits(now, { organizationalUnits }).unclear).toContainEqual(
      expect.objectContaining({ message: expect.stringMatching(/two units called/) as string }),
    );
  });

  it("are unclear where one beside is missing, and new where one elsewhere is", () => {
    expect(identifyUnits([unit("Work")], { organizationalUnits: recorded }).unclear).toHaveLength(1);
    const elsewhere = identifyUnits([unit("Workloads"), unit("Test")], { organizationalUnits: recorded });
    expect(elsewhere.unclear).toEqual([]);
    expect(elsewhere.slugs.get("Test")).toBe("test");
  });
});
