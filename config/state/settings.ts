import type { Immutable } from "../immutable";
import type { Configuration } from "../schema";

type Settings = Immutable<Configuration["state"]>;

export type State = Extract<Settings, { backend: "local" }> | S3State;
export type S3State = Omit<Extract<Settings, { backend: "s3" }>, "account"> & {
  readonly prefix: string;
  /** Slug of the account that the bucket is in; absent: the management account. */
  readonly account?: string;
};
