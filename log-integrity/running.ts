/** Pieces of work that go on beside each other until somebody waits for all of them. */
export class Running {
  private readonly works = new Set<Promise<void>>();

  start(doing: () => Promise<void>): void {
    const work = doing().then(
      () => {
        this.works.delete(work);
      },
      (error: unknown) => {
        this.failure ??= { error };
        this.works.delete(work);
      },
    );
    this.works.add(work);
  }

  private failure: { readonly error: unknown } | undefined;

  /** @throws what the first of them failed with */
  async all(): Promise<void> {
    while (this.works.size > 0) {
      await Promise.all(this.works);
    }
    if (this.failure !== undefined) {
      throw this.failure.error;
    }
  }
}
