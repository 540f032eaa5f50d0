/** Variables in the ARNs of AWS's service authorization reference whose values may hold slashes and colons. */
const FREE = new Set(["LogGroupName", "ObjectName", "RoleNameWithPath"]);

/**
 * Whether some ARN matches both a policy's pattern and a type of resources.
 *
 * @param pattern as it is under `Resource`: `arn:aws:s3:::logs/*`
 * @param type as AWS documents it: `arn:${Partition}:s3:::${BucketName}/${ObjectName}`
 */
export function overlap(pattern: string, type: string): boolean {
  return meet(
    pattern,
    type.replace(/\$\{(\w+)\}/g, (_, variable: string) => (FREE.has(variable) ? "*" : "?")),
  );
}

/** Whether some text matches both: `*` matches any letters, `?` for any but those that part an ARN. */
function meet(a: string, b: string): boolean {
  const [restA, restB] = [a.slice(1), b.slice(1)];
  const [x, y] = [a.charAt(0), b.charAt(0)];
  if (x === y && !isWild(x)) {
    return x === "" || meet(restA, restB);
  }
  return (
    // One of them matches no letter, or for one more.
    (isWild(x) && (meet(restA, b) || (takes(x, y) && meet(a, restB)))) ||
    (isWild(y) && (meet(a, restB) || (takes(y, x) && meet(restA, b))))
  );
}

function isWild(letter: string): boolean {
  return letter === "*" || letter === "?";
}

function takes(wild: string, letter: string): boolean {
  return letter !== "" && !isWild(letter) && (wild === "*" || !"/:".includes(letter));
}
