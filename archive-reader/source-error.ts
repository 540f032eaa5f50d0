import { SourceError } from "../log-integrity/sources";

/** Why something could not be asked, as the engine knows it. */
export function sourceError(error: unknown): SourceError {
  const { $metadata, message, name } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  const detail = [name, message].filter((part) => part !== "" && part !== "Error").join(": ");
  return new SourceError(
    name === "NoSuchBucket"
      ? "no-bucket"
      : status === 403 || name === "CredentialsProviderError"
        ? "denied"
        : "unavailable",
    detail,
  );
}
