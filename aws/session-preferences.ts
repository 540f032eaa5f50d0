/**
 * The document in which Session Manager looks for the preferences of an account in a region; no other name is read.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-preferences-cli.html
 */
export const SESSION_PREFERENCES = "SSM-SessionManagerRunShell";
