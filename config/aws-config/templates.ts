import { isMap, isScalar, parseDocument } from "yaml";
import type { Finding, Path } from "../source/document";
import { fieldsOf, located } from "../readable";
import type { Reading } from "../readable";
import { readBeside } from "../source/read-beside";

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConformancePack.html */
const MOST_BYTES = 51_200;

const ALLOWED_TYPES = ["AWS::Config::ConfigRule", "AWS::Config::RemediationConfiguration"];

export interface Templates {
  /** Text by path, as the configuration names it. */
  readonly texts: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/**
 * Reads the templates of conformance packs.
 *
 * @param folder that of the configuration, where paths begin
 */
export function readTemplates({ config }: Reading, folder: string): Templates {
  const paths = fieldsOf(config?.conformancePacks, ["config", "conformancePacks"]).flatMap((pack) =>
    located(pack.value.template, [...pack.path, "template"]),
  );
  const texts = new Map<string, string>();
  const findings = paths.flatMap(({ path, value }): Finding[] => {
    const read = readBeside(folder, value);
    if ("why" in read) {
      return [unreadable(path, value, read.why)];
    }
    const { text } = read;
    texts.set(value, text);
    return templateProblems(text).map((problem) => ({ path, ...problem, message: `the template ${problem.message}` }));
  });
  return { texts, findings };
}

function unreadable(path: Path, value: string, why: string): Finding {
  const message = `the template cannot be read: ${why}`;
  return { path, message, got: `"${value}"`, fix: "name a file; the path begins at the folder of this file" };
}

/** What AWS would refuse in a template, and only after it was deployed to some accounts. */
export function templateProblems(text: string): Pick<Finding, "allowed" | "fix" | "got" | "message">[] {
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_BYTES) {
    const got = `${bytes.toLocaleString("en")} bytes`;
    return [{ message: "is too large", got, allowed: "at most 51,200 bytes", fix: "make two packs of it" }];
  }
  // CloudFormation's short forms such as !Sub are tags that a YAML parser warns of.
  const document = parseDocument(text, { logLevel: "silent" });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line ?? 1;
    return [{ message: `is not YAML, line ${line}: ${error.message.split("\n")[0] ?? error.message}` }];
  }
  const resources = document.get("Resources", true);
  if (!isMap(resources) || resources.items.length === 0) {
    return [{ message: "has no Resources", allowed: `a mapping of ${ALLOWED_TYPES.join(" and ")}` }];
  }
  return resources.items.flatMap(({ key, value }) => {
    const type: unknown = isMap(value) ? value.get("Type") : undefined;
    const name = isScalar(key) ? String(key.value) : String(key);
    return typeof type === "string" && ALLOWED_TYPES.includes(type)
      ? []
      : {
          message: `has a resource of another type than conformance packs take, ${name}`,
          got: typeof type === "string" ? type : "no Type",
          allowed: ALLOWED_TYPES.join(", "),
        };
  });
}
