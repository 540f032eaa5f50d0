/** Why AWS did not do something. */
export interface AwsError {
  /** AWS's code: `AccessDenied`; absent where it is not AWS's. */
  readonly code?: string;
  readonly message: string;
}

export function awsError(error: unknown): AwsError {
  if (!(error instanceof Error)) {
    return { message: String(error) };
  }
  return error.name === "Error" || error.name === "Failure"
    ? { message: error.message }
    : { code: error.name, message: error.message };
}

/** Whether AWS answered with one of some codes. */
export function isAws(error: unknown, ...codes: readonly string[]): error is Error {
  return error instanceof Error && codes.includes(error.name);
}

/** The HTTP status of an answer; of HEAD requests AWS says no more. */
export function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;
}

/** What AWS gives, or nothing where it says by one of some codes that there is none. */
export async function unless<Answer>(
  codes: readonly string[],
  ask: () => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isAws(error, ...codes)) {
      return undefined;
    }
    throw error;
  }
}
