/** What `terraform plan -json` says, as far as it is read here. */
interface Message {
  readonly "@level"?: string;
  readonly type?: string;
  readonly change?: { readonly action: string };
  readonly diagnostic?: { readonly summary: string; readonly detail?: string };
}

/** Data sources that can be read only when something has been created. */
const READ = "read";

/**
 * How many resources a plan creates, changes or adopts.
 *
 * @param output of `terraform plan -json`
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export function plannedResources(output: string): number {
  return messages(output).filter(({ change, type }) => type === "planned_change" && change?.action !== READ).length;
}

/** The errors that Terraform reports; its whole output when it reports none. */
export function errorsOf(output: string): string {
  const errors = messages(output)
    .filter((message) => message["@level"] === "error")
    .map(({ diagnostic }) => [diagnostic?.summary, diagnostic?.detail].filter(Boolean).join(": "))
    .filter((text) => text !== "");
  return errors.length > 0 ? [...new Set(errors)].join("\n") : output;
}

function messages(output: string): Message[] {
  return output.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line) as Message];
    } catch {
      return [];
    }
  });
}
