/**
 * cdktf records a full stack trace for every token it makes, to name the line in errors about that token. This leaves
 * the traces out.
 *
 * @see https://github.com/hashicorp/terraform-cdk/issues/3892
 */
export function omitCreationStacks(): void {
  const module = require("cdktf/lib/tokens/private/stack-trace") as { captureStackTrace: () => string[] };
  module.captureStackTrace = () => [];
}
