import { inflateRawSync } from "node:zlib";

const LOCK_FILE = ".terraform.lock.hcl";

/** Signatures and sizes of https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16. */
const END = 0x06054b50;
const END_LENGTH = 22;
const ENTRY = 0x02014b50;
const ENTRY_LENGTH = 46;
const LOCAL_LENGTH = 30;
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
/** A lock file has some kilobytes. */
const MOST_BYTES = 1 << 20;

/**
 * The dependency lock file that a binary plan holds: Terraform applies a plan only where the lock file of the folder has the same
 * hashes of providers, which depend on where `terraform init` took them from. A plan is a ZIP archive, of Terraform and OpenTofu.
 *
 * @returns nothing where the plan has none, or is no archive: Terraform says what it is then
 * @see https://developer.hashicorp.com/terraform/language/files/dependency-lock
 */
export function lockFileOf(plan: Buffer): string | undefined {
  try {
    return textIn(plan, LOCK_FILE);
  } catch (error) {
    // Of reading past the end, of too much, and of zlib.
    if (/^(?:ERR_OUT_OF_RANGE|ERR_BUFFER_.*|Z_.*)$/.test((error as NodeJS.ErrnoException).code ?? "")) {
      return undefined;
    }
    throw error;
  }
}

function textIn(archive: Buffer, wanted: string): string | undefined {
  const end = endOf(archive);
  if (end === undefined) {
    return undefined;
  }
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== ENTRY) {
      return undefined;
    }
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const name = archive.toString("utf8", at + ENTRY_LENGTH, at + ENTRY_LENGTH + (nameLength ?? 0));
    if (name === wanted) {
      return contentAt(archive, at);
    }
    at += ENTRY_LENGTH + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return undefined;
}

function endOf(archive: Buffer): number | undefined {
  const first = Math.max(0, archive.length - END_LENGTH - LONGEST_COMMENT);
  for (let at = archive.length - END_LENGTH; at >= first; at -= 1) {
    if (archive.readUInt32LE(at) === END) return at;
  }
  return undefined;
}

function contentAt(archive: Buffer, entry: number): string | undefined {
  const method = archive.readUInt16LE(entry + 10);
  const length = archive.readUInt32LE(entry + 20);
  const local = archive.readUInt32LE(entry + 42);
  const start = local + LOCAL_LENGTH + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const content = archive.subarray(start, start + length);
  switch (method) {
    case STORED:
      return content.toString("utf8");
    case DEFLATED:
      return inflateRawSync(content, { maxOutputLength: MOST_BYTES }).toString("utf8");
    default:
      return undefined;
  }
}
