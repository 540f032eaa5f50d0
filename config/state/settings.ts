import type { Immutable } from "../immutable";
import type { Configuration } from "../schema";

type Settings = Immutable<Configuration["state"]>;

export type State = Extract<Settings, { backend: "local" }> | S3State;
export type S3State = Extract<Settings, { backend: "s3" }> & { readonly prefix: string };
