/**
 * An error of Terraform.
 *
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui#diagnostic
 */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  /** Address of the resource that it is about. */
  readonly address?: string;
  readonly snippet?: { readonly values?: readonly { readonly traversal: string }[] };
}

/**
 * A line of what Terraform prints with `-json`.
 *
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export interface Message {
  readonly type?: string;
  readonly diagnostic?: Diagnostic;
  readonly change?: { readonly action: string };
  readonly changes?: Readonly<Partial<Record<"add" | "change" | "import" | "remove", number>>>;
  readonly outputs?: Readonly<Record<string, { readonly action?: string }>>;
  /** What happens to a resource while a plan is applied. */
  readonly hook?: { readonly resource?: { readonly addr: string } };
}

/** The messages among what Terraform prints; other lines than JSON are those of a wrapper around it. */
export function messagesOf(output: string): Message[] {
  return output.split("\n").flatMap((line) => (line.startsWith("{") ? parsed(line) : []));
}

function parsed(line: string): Message | readonly [] {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return [];
  }
}
