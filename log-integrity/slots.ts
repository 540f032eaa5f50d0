/** A bounded number of things that are open at the same time; who waits is served in order. */
export class Slots {
  private readonly waiting: (() => void)[] = [];
  private next = 0;
  private free: number;

  constructor(count: number) {
    this.free = count;
  }

  /** Resolves when there is a slot, which is the caller's until it is released. */
  acquire(): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  }

  release(): void {
    const resolve = this.waiting[this.next];
    if (resolve === undefined) {
      this.free += 1;
      return;
    }
    this.next += 1;
    if (this.next === 1024) {
      this.waiting.splice(0, this.next);
      this.next = 0;
    }
    resolve();
  }
}
