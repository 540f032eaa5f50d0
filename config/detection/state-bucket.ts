import type { Configuration } from "../schema";

/** The bucket of Terraform's states, where its name does not begin as those that the landing zone gives, which are looked for anyway. */
export function stateBucketIn({ name, state }: Pick<Configuration, "name" | "state">): string | undefined {
  return state.backend === "local" || state.bucket.startsWith(`${name}-`) ? undefined : state.bucket;
}
