/** What a proof fails for, by the layer and the statement, or the resource, that are to be mended. */
export interface Failure {
  /** `bucket policy DenyTampering`, an address; empty where nothing but the answer of all layers together is wrong. */
  readonly statement: string;
  /** What is wrong, in a sentence. */
  readonly text: string;
}
