import type { Finding } from "../source/document";
import type { Fact, Facts } from "../readable";
import { OWN_TAGS } from "../own-tags";

/** AWS allows 50 on a resource; the project's own and a few of the resource's need room. */
const MOST = 40;

export function ownTags({ tags }: Facts): Finding[] {
  return tags.flatMap((tag) => {
    const own = OWN_TAGS.find((key) => isSameTag(key, tag.value));
    if (own === undefined) {
      return [];
    }
    const message =
      own === tag.value ? "the landing zone sets this tag itself" : `the landing zone sets the tag ${own} itself`;
    return [{ ...placeOf(tag), message, fix: "remove it, or use another key" }];
  });
}

/**
 * For IAM roles, `Team` and `team` are the same key, and default tags are put on everything.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules_creating
 */
export function sharedTagKeys({ tags }: Facts): Finding[] {
  return tags.flatMap((tag, index) => {
    const earlier = tags.slice(0, index).find(({ value }) => isSameTag(value, tag.value));
    return earlier === undefined
      ? []
      : [
          {
            ...placeOf(tag),
            message: `for IAM roles this is the same key as ${earlier.value}: case makes no difference there`,
            fix: "remove one of the two",
          },
        ];
  });
}

export function manyTags({ tags }: Facts): Finding[] {
  return tags.length <= MOST
    ? []
    : [{ path: ["tags"], message: "too many tags", got: `${tags.length} tags`, allowed: `at most ${MOST}` }];
}

function placeOf({ path, value }: Fact): Pick<Finding, "key" | "path"> {
  return { path: path.slice(0, -1), key: value };
}

function isSameTag(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
