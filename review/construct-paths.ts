/** Where a resource of a stack is made. */
export interface Origin {
  readonly constructPath: string;
  /** `stacks/alerting-stack.ts:31`, where the synthesis wrote stack traces. */
  readonly source?: string;
}

interface Metadata {
  readonly path?: unknown;
  readonly stackTrace?: unknown;
}

/** Files of the project itself, and not of what it has installed: `at foo (/a/b.ts:1:2)`. */
const OWN_FRAME = /\(?((?:[A-Za-z]:)?[^\s()]+\.[cm]?[jt]s):(\d+):\d+\)?$/;

/**
 * Origins of resources by address, from the Terraform JSON that cdktf wrote: Terraform itself does not read `//`.
 *
 * @param root folder of the project, which paths of sources begin at
 */
export function originsOf(synthesized: unknown, root: string): Map<string, Origin> {
  const found = new Map<string, Origin>();
  const { data = {}, resource = {} } = Object(synthesized) as Readonly<Record<"data" | "resource", unknown>>;
  for (const [prefix, types] of [["", resource] as const, ["data.", data] as const]) {
    for (const [type, named] of Object.entries(Object(types) as object)) {
      for (const [name, block] of Object.entries(Object(named) as object)) {
        const { metadata } = Object((Object(block) as Readonly<Record<string, unknown>>)["//"]) as {
          metadata?: unknown;
        };
        const { path, stackTrace } = Object(metadata) as Metadata;
        if (typeof path === "string") {
          const source = sourceOf(stackTrace, root);
          found.set(`${prefix}${type}.${name}`, { constructPath: path, ...(source === undefined ? {} : { source }) });
        }
      }
    }
  }
  return found;
}

function sourceOf(stackTrace: unknown, root: string): string | undefined {
  const frames = Array.isArray(stackTrace) ? stackTrace.filter((frame) => typeof frame === "string") : [];
  for (const frame of frames) {
    const [, file = "", line = ""] = OWN_FRAME.exec(frame) ?? [];
    if (file !== "" && !file.includes("node_modules") && !file.startsWith("node:")) {
      return `${file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file}:${line}`;
    }
  }
  return undefined;
}

/** The address of a resource without the key of its instance: `aws_x.y["a"]` is one of `aws_x.y`. */
export function withoutKey(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/, "");
}
