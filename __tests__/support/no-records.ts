import type { States } from "../../terraform/states";

/** Of states from which nothing was applied by `landing-zone apply`. */
export const NO_RECORDS: Pick<States, "head" | "readRecord" | "writeRecord"> = {
  head: () => Promise.resolve(undefined),
  readRecord: () => Promise.resolve(undefined),
  writeRecord: () => Promise.resolve(),
};
