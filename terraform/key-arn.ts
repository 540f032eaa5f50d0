const KEY_ARN = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):\d{12}:(?:key|alias)\/[\w/-]+$/;

/** Region of a KMS key, by the ARN of the key or of an alias: nothing where it is neither. */
export function regionOfKey(arn: string): string | undefined {
  return KEY_ARN.exec(arn)?.[1];
}
