// Patterns of actions and resources in IAM's policies: `*` stands for any text, `?` for any one character.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html

/** Whether a pattern matches everything that another one does: `s3:*` covers `s3:Get*`. Letters count by case. */
export function covers(pattern: string, other: string): boolean {
  if (pattern === "*" || pattern === other) {
    return true;
  }
  return pattern.includes("*") || pattern.includes("?") ? matches(pattern, other) : false;
}

/** Greedy, with one way back to the last `*`: no pattern takes longer than the product of the lengths. */
function matches(pattern: string, text: string): boolean {
  let [at, inText, star, back] = [0, 0, -1, 0];
  while (inText < text.length) {
    if (pattern[at] === "*") {
      star = at;
      back = inText;
      at += 1;
      // A `*` in the text stands for any text, which only a `*` covers.
    } else if (at < pattern.length && text[inText] !== "*" && (pattern[at] === text[inText] || pattern[at] === "?")) {
      at += 1;
      inText += 1;
    } else if (star >= 0) {
      at = star + 1;
      back += 1;
      inText = back;
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") at += 1;
  return at === pattern.length;
}

/** Whether some text matches both patterns. Letters count by case. */
export function overlap(one: string, other: string): boolean {
  // Which ends of the other can be reached at an end of the one, and at the end after it.
  let here = new Array<boolean>(other.length + 1).fill(false);
  here[0] = true;
  for (let i = 0; i <= one.length; i += 1) {
    const next = new Array<boolean>(other.length + 1).fill(false);
    const a = one[i];
    for (let j = 0; j <= other.length; j += 1) {
      const b = other[j];
      if (here[j] !== true) continue;
      // A star ends, or takes what the other pattern has next.
      if (a === "*" || b === "*") {
        if (a !== undefined) next[j] = true;
        if (b !== undefined) here[j + 1] = true;
      } else if (a !== undefined && b !== undefined && (a === b || a === "?" || b === "?")) {
        next[j + 1] = true;
      }
    }
    if (i === one.length) break;
    here = next;
  }
  return here[other.length] === true;
}

/** A pattern whose policy variables, such as tags that a session is given, may stand for anything. */
export function withAnyValue(pattern: string): string {
  return pattern.replaceAll(/\$\{[^}]*\}/g, "*").replaceAll(/\*+/g, "*");
}
