/** What the rule of a key of a catalog is called: `rootMfaEnabled` is `root-mfa-enabled`. */
export function ruleNameOf(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
