import { isMapping } from "../config/source/mapping";
import { fold } from "../console/fold";
import { Failure } from "../console/failure";
import type { StateJson } from "../review/plan-json";

/** Of the form that Terraform has written since 0.12. */
const STATE_VERSION = 4;

/**
 * Reads the text of a state. An empty one is none, as for Terraform.
 *
 * @param place where it is, for people
 * @throws Failure when it is no state of Terraform, or of another version: what is in it would pass for nothing
 * @see https://developer.hashicorp.com/terraform/language/state
 */
export function parseState(text: string, place: string): StateJson {
  if (text.trim() === "") {
    return {};
  }
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    throw unreadable(place, "is not JSON, or cut off");
  }
  if (!isMapping(found)) {
    throw unreadable(place, "is no state of Terraform");
  }
  if (found.version !== STATE_VERSION) {
    throw unreadable(
      place,
      "encrypted_data" in found
        ? "is encrypted by OpenTofu"
        : `is of version ${found.version === undefined ? "none" : JSON.stringify(found.version)}, and states of this project are of version ${STATE_VERSION}`,
    );
  }
  const { resources = [] } = found;
  if (!Array.isArray(resources) || !resources.every(isResource)) {
    throw unreadable(place, "is no state of Terraform");
  }
  return found;
}

function isResource(value: unknown): boolean {
  return isMapping(value) && (value.instances === undefined || Array.isArray(value.instances));
}

function unreadable(place: string, what: string): Failure {
  return new Failure(
    `${fold(`the state ${place} ${what}.`)}\n` +
      fold(
        "It is the only record of what Terraform made, so nothing goes on without it: put it back from the version of " +
          "its bucket before, or from the .backup beside it. What is of another project belongs elsewhere.",
      ),
  );
}
