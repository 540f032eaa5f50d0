/** The exit codes of commands. */
export const EXIT = {
  ok: 0,
  /** The configuration, a deployment or a check failed. */
  failed: 1,
  /** The command line was wrong. */
  usage: 2,
  /** Something has to be installed first. */
  prerequisite: 3,
  /** Ctrl-C, as shells count it. */
  interrupted: 130,
} as const;

/** An end that the user can do something about: printed as it is, without a stack trace. */
export class Failure extends Error {
  override readonly name = "Failure";

  constructor(
    message: string,
    readonly exitCode: number = EXIT.failed,
  ) {
    super(message);
  }
}
