import { InvalidArgumentError } from "commander";

/** Reads a whole number of the command line. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < least || number > most) {
      throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`);
    }
    return number;
  };
}

/** Reads a number of the command line that is one of a few. */
export function oneOf<Value extends number>(...values: readonly Value[]): (text: string) => Value {
  return (text) => {
    const found = values.find((value) => value === Number(text));
    if (found === undefined) {
      throw new InvalidArgumentError(`It is ${values.join(" or ")}.`);
    }
    return found;
  };
}
