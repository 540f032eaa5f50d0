import { appendFileSync } from "node:fs";
import { Failure } from "../../console/failure";
import { print } from "../../console/terminal";
import type { ReviewReport } from "../../review/report";
import { checkWritten, whyUnwritable, writeWhole } from "../written-files";
import type { WrittenFile } from "../written-files";
import { REVIEW_EXIT } from "./exit";
import { COMMENT_CHARACTERS, markdown } from "./markdown";
import { pageOf } from "./html/page";
import { outputLines } from "./outputs";
import { sarif } from "./sarif";
import { terminalText } from "./terminal";

/** Where a report goes, of `review` and `diff`. */
export interface RenderOptions {
  /** Prints JSON in place of text. */
  readonly json?: boolean;
  readonly markdown?: string;
  /** Characters of the Markdown, at most. */
  readonly budget?: number;
  readonly outputs?: string;
  readonly sarif?: string;
  readonly html?: string;
}

const WRITTEN = {
  markdown: (report: ReviewReport, { budget = COMMENT_CHARACTERS }: RenderOptions) => markdown(report, { budget }),
  outputs: (report: ReviewReport) => outputLines(report),
  sarif: (report: ReviewReport) => sarif(report),
  html: (report: ReviewReport) => pageOf(report),
} as const;
type Written = keyof typeof WRITTEN;

function filesOf(options: RenderOptions): (WrittenFile & { readonly kind: Written })[] {
  return (Object.keys(WRITTEN) as Written[]).flatMap((kind) => {
    const file = options[kind];
    return file === undefined ? [] : [{ kind, file, option: `--${kind}` as const }];
  });
}

/**
 * Looks before the work whether the names of files can be meant.
 *
 * @throws Failure with exit code 64
 */
export function checkRendered(options: RenderOptions): void {
  checkWritten(filesOf(options));
}

/** Prints a report and writes its files. The exit code is the report's. @throws Failure when a file cannot be written */
export function render(report: ReviewReport, options: RenderOptions): void {
  writeRendered(report, options);
  print(options.json === true ? JSON.stringify(report, undefined, 2) : terminalText(report));
  process.exitCode = report.exitCode;
}

/** Writes the files of a report. @throws Failure when one cannot be written */
export function writeRendered(report: ReviewReport, options: RenderOptions): void {
  for (const { file, kind, option } of filesOf(options)) {
    try {
      const text = WRITTEN[kind](report, options);
      // That of GITHUB_OUTPUT has what earlier commands wrote.
      if (kind === "outputs") appendFileSync(file, text);
      else writeWhole(file, text);
    } catch (error) {
      throw new Failure(`${option}: ${file} cannot be written: ${whyUnwritable(error)}`, REVIEW_EXIT.failed);
    }
  }
}
