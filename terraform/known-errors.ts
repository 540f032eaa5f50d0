/** An error of AWS that passes by itself or has its reason elsewhere, and what to do about it. */
interface KnownError {
  /** What it is found by in what Terraform prints. */
  readonly sign: RegExp;
  /** In sentences. */
  readonly advice: string;
}

const RUN_AGAIN =
  "AWS says that an account is created minutes before it can be used. What was made is kept: run the same command again in ten " +
  "minutes, and it goes on from there.";

/**
 * The table of docs/deployment.md, which a test compares.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/15654
 */
export const KNOWN_ERRORS: readonly KnownError[] = [
  {
    sign: /Cannot assume IAM Role|not authorized to perform: sts:AssumeRole/,
    advice: `${RUN_AGAIN} In an account that was invited, the deployment role has to be made by hand first.`,
  },
  { sign: /OptInRequired|SubscriptionRequiredException|NotSignedUp/, advice: RUN_AGAIN },
  {
    sign: /NoAvailableConfigurationRecorder/,
    advice:
      "AWS Config takes rules only where it records. Run the same command again once the account's own stack, baseline-..., is " +
      "deployed.",
  },
  {
    sign: /OrganizationAccessDeniedException|NoAvailableOrganizationException/,
    advice: "Trusted access and delegation take a moment to reach a service. Run the same command again.",
  },
];

/** What to do about the errors in an output of Terraform or cdktf, each once: nothing where none is known. */
export function adviceOn(output: string): string[] {
  // cdktf folds lines, and puts the stack's name and a bar before them.
  const text = output.replaceAll(/\n(?:[A-Za-z0-9_-]+ {2,})?\s*│?\s*/g, " ");
  return [...new Set(KNOWN_ERRORS.filter(({ sign }) => sign.test(text)).map(({ advice }) => advice))];
}
