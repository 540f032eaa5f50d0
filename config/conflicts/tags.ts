import type { Reading } from "../readable";
import type { Finding } from "../source/document";
import type { Rule } from "./rule";

/** Keys of the tags that the landing zone gives to everything. */
export const OWN_TAGS = ["LandingZone", "ManagedBy"];

/** AWS allows 50 on a resource; the project's own and a few of the resource's need room. */
const MOST = 40;

function ownTags({ tags = {} }: Reading): Finding[] {
  return Object.keys(tags).flatMap((key) => {
    const own = OWN_TAGS.find((tag) => isSameTag(tag, key));
    if (own === undefined) {
      return [];
    }
    const message =
      own === key ? "the landing zone sets this tag itself" : `the landing zone sets the tag ${own} itself`;
    return [{ path: ["tags"], key, message, fix: "remove it, or use another key" }];
  });
}

/**
 * For IAM roles, `Team` and `team` are the same key, and default tags are put on everything.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules_creating
 */
function sharedTagKeys({ tags = {} }: Reading): Finding[] {
  return Object.keys(tags).flatMap((key, index, keys) => {
    const earlier = keys.slice(0, index).find((tag) => isSameTag(tag, key));
    return earlier === undefined
      ? []
      : {
          path: ["tags"],
          key,
          message: `for IAM roles this is the same key as ${earlier}: case makes no difference there`,
          fix: "remove one of the two",
        };
  });
}

function manyTags({ tags = {} }: Reading): Finding[] {
  const count = Object.keys(tags).length;
  return count <= MOST
    ? []
    : [{ path: ["tags"], message: "too many tags", got: `${count} tags`, allowed: `at most ${MOST}` }];
}

function isSameTag(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export const TAG_RULES = [ownTags, sharedTagKeys, manyTags] satisfies Rule[];
