import type { Typed } from "../../cloudhsm/next-step";
import { DEFAULT_CONFIGURATION, DEFAULT_OUTPUT, sameFiles, shellQuoted, typed } from "../../console/invocation";

/** How commands that go on with the same file are typed. */
export function typedFor(config: string): Typed {
  const same = sameFiles(config, DEFAULT_OUTPUT);
  const variable = config === DEFAULT_CONFIGURATION ? "" : `LANDING_ZONE_CONFIG=${shellQuoted(config)} `;
  return {
    hsm: (args) => typed("hsm", [args, ...(same === "" || args.startsWith("sign ") ? [] : [same])].join(" ")),
    deploy: (...args) => `${variable}npx cdktf deploy ${args.join(" ")}`,
  };
}
