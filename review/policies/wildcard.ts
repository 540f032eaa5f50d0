/** Whether a pattern of IAM matches everything that another one does: `s3:*` covers `s3:Get*`. Letters count by case. */
export function covers(pattern: string, other: string): boolean {
  if (pattern === "*" || pattern === other) {
    return true;
  }
  return pattern.includes("*") || pattern.includes("?") ? matches(pattern, other) : false;
}

/** Whether anything may be matched by both patterns; of two with wildcards that begin alike it is taken to be so. */
export function mayMeet(one: string, other: string): boolean {
  if (covers(one, other) || covers(other, one)) {
    return true;
  }
  const [begins, otherBegins] = [literalBeginning(one), literalBeginning(other)];
  const areBothWild = begins !== one && otherBegins !== other;
  return areBothWild && (begins.startsWith(otherBegins) || otherBegins.startsWith(begins));
}

function literalBeginning(pattern: string): string {
  return pattern.split(/[*?]/, 1)[0] ?? "";
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
