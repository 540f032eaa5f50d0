import type { Immutable } from "../immutable";
import type { Configuration } from "../schema";

/** Continuous validation of the trail's digests and log files. */
export type LogValidation = Immutable<NonNullable<Configuration["logValidation"]>>;
