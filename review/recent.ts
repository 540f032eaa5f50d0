/** Keeps what was worked out last, for keys that are asked for again soon: what it holds has a bound, and nobody has to give it back. */
export class Recent<Key, Value> {
  private readonly values = new Map<Key, Value>();

  /** @param most how many it keeps */
  constructor(private readonly most: number) {}

  get(key: Key, workOut: () => Value): Value {
    if (!this.values.has(key)) {
      if (this.values.size >= this.most) this.values.clear();
      this.values.set(key, workOut());
    }
    return this.values.get(key) as Value;
  }
}
