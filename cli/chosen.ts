import { refuseUnknown } from "./refuse-unknown";

/**
 * What the command line names of something; all where it names nothing.
 *
 * @param what each of them is: `account`
 * @throws Failure with every value that is none; its exit code is 1, as 2 means differences
 */
export function chosen<Item>(
  what: string,
  all: readonly Item[],
  nameOf: (item: Item) => string,
  wanted?: readonly string[],
): Item[] {
  refuseUnknown(what, all.map(nameOf), wanted ?? []);
  return all.filter((item) => wanted?.includes(nameOf(item)) ?? true);
}
