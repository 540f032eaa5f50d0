import type { Finding } from "../document";
import type { Facts } from "../facts";
import { OWN_TAGS } from "../own-tags";

/** AWS allows 50 on a resource; the project's own and a few of the resource's need room. */
const MOST = 40;

export function ownTags({ tags }: Facts): Finding[] {
  return tags
    .filter(({ value }) => OWN_TAGS.includes(value))
    .map(({ path, value }) => ({
      path: path.slice(0, -1),
      key: value,
      message: "the landing zone sets this tag itself",
      fix: "remove it, or use another key",
    }));
}

export function manyTags({ tags }: Facts): Finding[] {
  return tags.length <= MOST
    ? []
    : [{ path: ["tags"], message: "too many tags", got: `${tags.length} tags`, allowed: `at most ${MOST}` }];
}
