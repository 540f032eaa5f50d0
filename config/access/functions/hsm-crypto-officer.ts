import type { JobFunction } from "../function";

export const HSM_CRYPTO_OFFICER: JobFunction = {
  title: "HSM crypto officer",
  purpose: "Looks after the CloudHSM cluster and the custom key store of the logs.",
  in: "log-archive",
  hours: 1,
  incompatibleWith: ["logReader", "deployer"],
  statements: () => [],
};
