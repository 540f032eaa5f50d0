import type { LandingZone } from "../../config/landing-zone";
import type { Block } from "../kinds";
import type { SynthesizedStack } from "../stacks";

/** A resource of a stack. */
export interface Found {
  readonly stack: SynthesizedStack;
  readonly type: string;
  readonly name: string;
  readonly block: Block;
}

/** Resources of synthesized stacks, and what they refer to. */
export class Resources {
  constructor(
    private readonly landingZone: LandingZone,
    readonly stacks: readonly SynthesizedStack[],
  ) {}

  /** Those of a type in the stacks of some names. */
  ofType(type: string, isAmong: (stack: string) => boolean): Found[] {
    return this.stacks
      .filter(({ id }) => isAmong(id))
      .flatMap((stack) =>
        Object.entries(stack.resource[type] ?? {}).map(([name, block]) => ({ stack, type, name, block })),
      );
  }

  /** Those of the same type in the same stack. */
  beside({ stack }: Found, type: string): Found[] {
    return this.ofType(type, (id) => id === stack.id);
  }

  /** What an expression refers to; nothing where it is no reference, or one to nothing. */
  referred({ stack }: Found, expression: unknown): Found | undefined {
    const [, type = "", name = ""] = /^\$\{(aws_\w+)\.([^.]+)\.\w+\}$/.exec(String(expression)) ?? [];
    const block = stack.resource[type]?.[name];
    return block === undefined ? undefined : { stack, type, name, block };
  }

  /** Account and region of a resource. */
  place({ block, stack }: Found): { readonly account: string; readonly region: string } {
    const alias = /^aws\.(.+)$/.exec(String(block.provider))?.[1];
    const { accounts, homeRegion } = this.landingZone;
    const account = accounts.find(({ slug }) => slug === stack.accountSlug)?.id ?? "";
    return { account, region: alias ?? homeRegion };
  }

  /** The key that an expression refers to, by its alias. */
  key(of: Found, expression: unknown): string {
    const key = this.referred(of, expression);
    if (key === undefined) {
      return `key ${String(expression)}`;
    }
    const alias = this.beside(key, "aws_kms_alias").find(
      ({ block }) => String(block.target_key_id) === `\${aws_kms_key.${key.name}.key_id}`,
    );
    const { account, region } = this.place(key);
    return `key ${account} ${region} ${String(alias?.block.name)}`;
  }

  /** The role that an expression refers to. */
  role(of: Found, expression: unknown): string {
    const role = this.referred(of, expression);
    return role === undefined
      ? `role ${String(expression)}`
      : `role ${this.place(role).account} ${String(role.block.name)}`;
  }
}

/** What Terraform calls it, and the stack that it is in: `detection/aws_cloudwatch_metric_alarm.alarm-rootLogin_alarm_1A2B3C4D`. */
export function addressOf({ name, stack, type }: Found): string {
  return `${stack.id}/${type}.${name}`;
}
