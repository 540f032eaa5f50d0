import { located } from "../readable";
import type { Reading } from "../readable";
import type { Finding } from "../source/document";
import { readBeside } from "../source/read-beside";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html */
const LENGTH = { least: 1_000, most: 10_000_000 } as const;

export interface SamlMetadata {
  /** The file as it is. */
  readonly text?: string;
  readonly findings: readonly Finding[];
}

/**
 * Reads the metadata that an identity provider publishes about itself.
 *
 * @param folder that of the configuration, where paths begin
 */
export function readSamlMetadata({ access }: Reading, folder: string): SamlMetadata {
  const [named] = located(access?.saml?.metadata, ["access", "saml", "metadata"]);
  if (named === undefined) {
    return { findings: [] };
  }
  const { path, value } = named;
  const got = `"${value}"`;
  const read = readBeside(folder, value);
  if ("why" in read) {
    const fix = "name a file; the path begins at the folder of this file";
    return { findings: [{ path, message: `the metadata cannot be read: ${read.why}`, got, fix }] };
  }
  const problem = problemOf(read.text);
  return problem === undefined ? { text: read.text, findings: [] } : { findings: [{ path, got, ...problem }] };
}

function problemOf(text: string): Pick<Finding, "allowed" | "fix" | "message"> | undefined {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return { message: "the metadata holds a private key, which must not be here", fix: "take it out" };
  }
  if (!/<([A-Za-z0-9_.-]+:)?EntityDescriptor[\s>]/.test(text) || !/IDPSSODescriptor[\s>]/.test(text)) {
    return {
      message: "the file is no metadata of a SAML identity provider",
      allowed: "XML with an EntityDescriptor and an IDPSSODescriptor",
      fix: "download the metadata from the identity provider",
    };
  }
  return text.length < LENGTH.least || text.length > LENGTH.most
    ? {
        message: `the metadata has ${text.length.toLocaleString("en")} characters`,
        allowed: `${LENGTH.least.toLocaleString("en")} to ${LENGTH.most.toLocaleString("en")} characters`,
      }
    : undefined;
}
