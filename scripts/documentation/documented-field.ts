/** A field of `landing-zone.yaml`, as docs/configuration.md shows it. */
export interface DocumentedField {
  /** `accounts.workloads[].email` */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  /** JSON text; absent when the description has it. */
  readonly default?: string;
  /** Absent where the type says it all. */
  readonly examples?: readonly string[];
  /** Absent in what is not documented, which a test refuses. */
  readonly description?: string;
}
