import { InvalidArgumentError } from "commander";
import { FORMATS } from "../aws/formats";
import { regionOfKey } from "../terraform/key-arn";

// What several commands take. The variable of a pipeline that is not set is an empty value, and refused.

export function roleName(name: string): string {
  if (!FORMATS.roleName.pattern.test(name)) {
    throw new InvalidArgumentError("It is the name of a role, not its ARN: up to 64 letters, digits and _+=,.@-");
  }
  return name;
}

export function keyArn(text: string): string {
  if (regionOfKey(text) === undefined) {
    throw new InvalidArgumentError("It is the ARN of a KMS key or alias: arn:aws:kms:eu-west-1:111111111111:key/...");
  }
  return text;
}

export function folderName(name: string): string {
  if (name === "") {
    throw new InvalidArgumentError("It is empty.");
  }
  return name;
}
