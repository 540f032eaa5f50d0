import type { Ledger } from "../../config/ledger/schema";

/** The ledger of a landing zone `small` that has nothing yet. */
export const EMPTY_LEDGER: Ledger = {
  version: 1,
  name: "small",
  homeRegion: "eu-west-1",
  organization: null,
  state: "local",
  accounts: {},
  organizationalUnits: {},
  trustedServices: {},
  policies: {},
  regions: {},
  resources: {},
};
