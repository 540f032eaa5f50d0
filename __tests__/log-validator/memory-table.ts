import type { Condition, Item, Table } from "../../log-validator/table";

/** A table in memory that understands the conditions that are used, and no others. */
export class MemoryTable implements Table {
  /** What the next calls fail with. */
  readonly failures: Error[] = [];
  puts = 0;
  private readonly items = new Map<string, Item>();

  async get(pk: string, sk: string): Promise<Item | undefined> {
    await this.turn();
    return this.items.get(name(pk, sk));
  }

  async put(item: Item, condition?: Condition): Promise<boolean> {
    await this.turn();
    this.puts += 1;
    for (const [attribute, value] of Object.entries(item)) {
      if (value === "" && (attribute === "pk" || attribute === "sk")) {
        throw new Error(`ValidationException: ${attribute} is empty`);
      }
      if (typeof value === "number" && !Number.isFinite(value)) {
        throw new Error(`ValidationException: ${attribute} is ${value}`);
      }
    }
    if (condition !== undefined && !holds(condition, this.items.get(name(item.pk, item.sk)))) {
      return false;
    }
    this.items.set(name(item.pk, item.sk), structuredClone(item));
    return true;
  }

  async *query(pk: string, range?: { readonly from: string; readonly to: string }): AsyncGenerator<Item> {
    await this.turn();
    const found = [...this.items.values()].filter(
      (item) => item.pk === pk && (range === undefined || (item.sk >= range.from && item.sk <= range.to)),
    );
    yield* found.sort((one, other) => (one.sk < other.sk ? -1 : 1));
  }

  all(pk: string): Item[] {
    return [...this.items.values()].filter((item) => item.pk.startsWith(pk));
  }

  remove(pk: string, sk: string): void {
    this.items.delete(name(pk, sk));
  }

  /** Lets others have their turn, so that whatever may come between does. */
  private async turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const failure = this.failures.shift();
    if (failure !== undefined) {
      throw failure;
    }
  }
}

function name(pk: string, sk: string): string {
  return `${pk}\n${sk}`;
}

/** `attribute_not_exists(#a) OR #b = :b`, and `#a = :a AND #b = :b`; of one that is not there, nothing is equal. */
function holds({ expression, names = [], values = {} }: Condition, item: Item | undefined): boolean {
  const used = new Set<string>();
  const attribute = (token: string): unknown => {
    const found = names.find((one) => `#${one}` === token);
    if (found === undefined) {
      throw new Error(`ValidationException: ${token} is not defined`);
    }
    used.add(token);
    return item?.[found];
  };
  const term = (text: string): boolean => {
    const missing = /^attribute_not_exists\((#\w+)\)$/.exec(text);
    if (missing !== null) {
      return attribute(missing[1] ?? "") === undefined;
    }
    const equal = /^(#\w+) = (:\w+)$/.exec(text);
    if (equal === null) {
      throw new Error(`the table of the tests does not understand "${text}"`);
    }
    const [, left = "", right = ""] = equal;
    if (!(right.slice(1) in values)) {
      throw new Error(`ValidationException: ${right} is not defined`);
    }
    used.add(right);
    return attribute(left) === values[right.slice(1)];
  };
  const result = expression
    .split(" OR ")
    .map((part) => part.split(" AND ").map(term).every(Boolean))
    .some(Boolean);
  const given = [...names.map((one) => `#${one}`), ...Object.keys(values).map((one) => `:${one}`)];
  if (given.some((one) => !used.has(one))) {
    throw new Error("ValidationException: a name or value is not used in the expression");
  }
  return result;
}
