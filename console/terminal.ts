/** Colours go to terminals only, and not to those whose user asked for none (https://no-color.org). */
export function hasColours(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && (process.env.NO_COLOR ?? "") === "" && process.env.TERM !== "dumb";
}

/** SGR codes that switch a style on and off again. */
const STYLES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] } as const;

/** Text in a style, when the stream shows colours. */
export function styled(style: keyof typeof STYLES, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  const [on, off] = STYLES[style];
  return hasColours(stream) ? `\u001b[${on}m${text}\u001b[${off}m` : text;
}

export function print(text = ""): void {
  process.stdout.write(`${text}\n`);
}

export function printError(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A pipe whose reader has gone, and a terminal that is closed. */
const UNHEARD: ReadonlySet<string> = new Set(["EPIPE", "EIO"]);
const unheard = { goesOn: false };

/** From here on the process goes on to its end though nobody reads what it prints: what it does must not be left in the middle. */
export function goOnUnheard(): void {
  unheard.goesOn = true;
}

// Who reads the output may have seen enough, as `head` has, and the rest is for nobody: that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (unheard.goesOn && UNHEARD.has(error.code ?? "")) return;
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}
