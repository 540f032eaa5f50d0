import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { z } from "zod";
import { Failure } from "../../console/failure";
import type { Acknowledgement } from "../../log-integrity/acknowledgements";
import { VERIFY_EXIT } from "./exit";
import { timeOf } from "./times";

/** What people know of an archive, and nothing in it says. */
export interface Acknowledgements {
  readonly acknowledgements: readonly Acknowledgement[];
  /** When accounts left the organization or were closed, in milliseconds, by their ids. */
  readonly left: ReadonlyMap<string, number>;
}

const time = z.string();
const accountId = z.string().regex(/^\d{12}$/, "an account id is twelve digits, in quotation marks");
const FILE = z.strictObject({
  acknowledgements: z
    .array(
      z.strictObject({
        reason: z.string().trim().min(1),
        findings: z.array(z.enum(["integrity", "missing", "unprotected", "not-checked"])).optional(),
        accounts: z.array(accountId).optional(),
        regions: z.array(z.string()).optional(),
        keys: z.array(z.string()).optional(),
        from: time.optional(),
        to: time.optional(),
      }),
    )
    .default([]),
  left: z.array(z.strictObject({ account: accountId, at: time })).default([]),
});

/**
 * Reads a file of acknowledgements.
 *
 * @throws Failure with what is wrong in it
 */
export function readAcknowledgements(file: string): Acknowledgements {
  const document = parseDocument(textOf(file));
  const [error] = document.errors;
  if (error !== undefined) {
    const [start] = error.linePos ?? [];
    const at = start === undefined ? "" : `:${start.line}:${start.col}`;
    throw new Failure(`${file}${at}: ${error.message.split("\n")[0] ?? ""}`, VERIFY_EXIT.usage);
  }
  const { data, error: problems } = FILE.safeParse(document.toJS() ?? {});
  if (data === undefined) {
    const lines = problems.issues.map(({ message, path }) => `${file}: ${path.join(".")}: ${message}`);
    throw new Failure(`${lines.join("\n")}\ndocs/verify-logs.md shows such a file.`, VERIFY_EXIT.usage);
  }
  const times = (text: string | undefined, name: "from" | "to") =>
    text === undefined ? {} : { [name]: timeOf(`${file}: ${name}`, text, NaN) };
  return {
    acknowledgements: data.acknowledgements.map(
      ({ accounts, findings, from, keys, reason, regions, to }): Acknowledgement => ({
        reason,
        ...(accounts === undefined ? {} : { accounts }),
        ...(findings === undefined ? {} : { findings }),
        ...(keys === undefined ? {} : { keys }),
        ...(regions === undefined ? {} : { regions }),
        ...times(from, "from"),
        ...times(to, "to"),
      }),
    ),
    left: new Map(data.left.map(({ account, at }) => [account, timeOf(`${file}: at`, at, NaN)])),
  };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Failure(`--acknowledged: ${(error as Error).message}`, VERIFY_EXIT.usage);
  }
}
