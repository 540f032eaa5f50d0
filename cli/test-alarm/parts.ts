import { CsvProblem, readCsv } from "./csv";
import { hasPrefix, jsonValuesOf } from "./json-values";
import { Room } from "./packed";
import { isEventJson, MESSAGE, Unwrapper } from "./wrapped";
import type { Part, PartProblem } from "./wrapped";

export interface Parts {
  readonly parts: readonly Part[];
  readonly problems: readonly PartProblem[];
  /** So much is wrong that the rest was not read. */
  readonly isCut?: boolean;
}

/**
 * The events in a text, whose form is told from what is in it: JSON, one value or one after the other; CSV with a column
 * `@message` or `eventJson`; or the AWS CLI's `--output text`.
 * JSON may be an event, a list, or what these hold: a log file of CloudTrail (`Records`), answers of `lookup-events`
 * (`Events`), of `filter-log-events` and `get-log-events` (`events`), of `get-query-results` (`results`, `QueryResultRows`), an
 * export of CloudWatch Logs Insights (`@message`), what a subscription gets (`logEvents`, gzipped in `awslogs.data`, records of
 * Kinesis and Firehose), and what queues and topics deliver (`Messages` with `Body`, `Message`, a function's `Records`).
 *
 * @param room how much may be unpacked of what is packed in the text, in bytes
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Exporting.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html
 */
export function partsOf(text: string, room: number): Parts {
  const unwrapper = new Unwrapper(new Room(room));
  const first = firstLineOf(text);
  if (cellsOf(first).some((cell) => cell === MESSAGE || isEventJson(cell))) {
    return ofCsv(text, unwrapper);
  }
  if (!/^[[{]/.test(first) && !hasPrefix(first)) {
    const known = OTHER_FORMS.find(({ begins }) => begins.test(first));
    if (text.includes("\t{") && !first.startsWith('"')) {
      return ofTabs(text, unwrapper);
    }
    if (known !== undefined) {
      return { parts: [], problems: [{ at: "1:1", message: known.message }] };
    }
  }
  return ofJson(text, unwrapper);
}

/** What people have at hand that does not hold whole records, or holds them in a form that is not read. */
const OTHER_FORMS: readonly { readonly begins: RegExp; readonly message: string }[] = [
  {
    begins: /^(?:---\s*$|- ?[A-Za-z@'"{]|[A-Za-z]+:(?:\s|$))/,
    message: "this is YAML, which is not read: ask the AWS CLI for --output json or text",
  },
  {
    // As the CLI draws it, and as the console copies it in Markdown.
    begins: /^(?:[-+|][-+=|]{3}|\| )/,
    message: "this is a table, which is not read: ask the AWS CLI for --output json or text",
  },
  {
    begins: /^(?:EVENTS|RESULTS|MESSAGES)\t/,
    message: "this output of the AWS CLI has no events in JSON: ask for all of their fields, or for --output json",
  },
  {
    begins: /^"?(?:event ?(?:id|time|name|version)|user ?(?:name|identity))"?,/i,
    message:
      "this CSV has columns in place of records: download the event history as JSON, or ask for @message or eventJson in the query",
  },
];

function ofJson(text: string, unwrapper: Unwrapper): Parts {
  const { isCut, problems, values } = jsonValuesOf(text);
  let before = 0;
  for (const { column, isWhole, line, value } of values) {
    const place = line === before ? `line ${line}, column ${column}` : `line ${line}`;
    unwrapper.value(value, isWhole ? "" : place);
    before = line;
  }
  const wrong = problems.map(({ column, line, message }) => ({ at: `${line}:${column}`, message }));
  return { parts: unwrapper.parts, problems: [...wrong, ...unwrapper.problems], isCut };
}

function ofCsv(text: string, unwrapper: Unwrapper): Parts {
  try {
    const [header, ...rows] = readCsv(text.replace(/^\s+/, ""));
    const column = header?.cells.findIndex((cell) => cell === MESSAGE || isEventJson(cell)) ?? -1;
    for (const { cells, line } of rows) {
      unwrapper.text(cells[column] ?? "", `line ${line}`);
    }
    return unwrapper;
  } catch (error) {
    if (!(error instanceof CsvProblem)) throw error;
    return { parts: [], problems: [{ at: `${error.line}:1`, message: error.message }] };
  }
}

/**
 * The AWS CLI's `--output text`: each list a line an entry, its name and values with tabs between them, in the order of their
 * keys, without any escapes. JSON that AWS writes has neither tabs nor line ends in it, so that nothing is lost.
 *
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html
 */
function ofTabs(text: string, unwrapper: Unwrapper): Parts {
  let line = 0;
  for (let start = 0; start < text.length; line += 1) {
    const end = text.indexOf("\n", start);
    const stop = end === -1 ? text.length : end;
    if (text.slice(start, stop).includes("\t{")) {
      for (const cell of text.slice(start, stop).split("\t")) {
        if (cell.startsWith("{")) {
          unwrapper.text(cell, `line ${line + 1}`);
        }
      }
    }
    start = stop + 1;
  }
  return unwrapper;
}

/** Without blanks around it: it tells the form of a text. */
function firstLineOf(text: string): string {
  const start = text.search(/\S/);
  const end = text.indexOf("\n", start);
  return start === -1 ? "" : text.slice(start, end === -1 ? undefined : end).trimEnd();
}

function cellsOf(line: string): string[] {
  // A header is short: the first line of a log file is all of it.
  return line.length > LONGEST_HEADER || /^[[{]/.test(line)
    ? []
    : line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}

const LONGEST_HEADER = 10_000;
