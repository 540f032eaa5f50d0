import { EXIT, Failure } from "../../console/failure";

/** Where the passphrase of a CA's key is taken from before anybody is asked. */
export const PASSPHRASE_VARIABLE = "LANDING_ZONE_CA_PASSPHRASE";

/** Whoever has the file tries passphrases as fast as machines can. */
const SHORTEST = 12;

/** A terminal that can be read without showing what is typed. */
export type HiddenInput = NodeJS.ReadableStream & {
  readonly isTTY?: boolean;
  setRawMode(isRaw: boolean): unknown;
};

export interface PassphraseOptions {
  /** Whether it is a new one, which is asked for twice and has to be long. */
  readonly isNew: boolean;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: HiddenInput;
  readonly output?: NodeJS.WritableStream;
}

/**
 * The passphrase of a key, from the environment or else a terminal. Never from an argument, which others of the machine see.
 *
 * @throws Failure when there is neither, or a new passphrase is too short or typed in two ways
 */
export async function passphraseOf(file: string, options: PassphraseOptions): Promise<string> {
  const { env = process.env, input = process.stdin, isNew, output = process.stderr } = options;
  const given = env[PASSPHRASE_VARIABLE];
  if (given !== undefined && given !== "") {
    return isNew ? longEnough(given) : given;
  }
  if (input.isTTY !== true) {
    throw new Failure(
      `${file} needs a passphrase: set ${PASSPHRASE_VARIABLE}, or run this on a terminal, which asks for it. For tests ` +
        "--unencrypted-key does without",
    );
  }
  const typed = await readHidden(`Passphrase of ${file}: `, input, output);
  if (!isNew) {
    return typed;
  }
  const again = await readHidden("The same again: ", input, output);
  if (typed !== again) {
    throw new Failure("the two passphrases differ: nothing was written");
  }
  return longEnough(typed);
}

function longEnough(passphrase: string): string {
  if (passphrase.length < SHORTEST) {
    throw new Failure(`the passphrase is too short: it has to have at least ${SHORTEST} characters`);
  }
  return passphrase;
}

const CONTROL = { interrupt: "\u0003", end: "\u0004", backspace: "\b", delete: "\u007f" } as const;

/** A line that is typed, without what shows it: neither the terminal nor this program repeats it. */
function readHidden(question: string, input: HiddenInput, output: NodeJS.WritableStream): Promise<string> {
  output.write(question);
  input.setEncoding("utf8");
  input.setRawMode(true);
  return new Promise((resolve, reject) => {
    let line: string[] = [];
    const finish = (settle: () => void): void => {
      input.removeListener("data", onData);
      input.removeListener("end", onEnd);
      input.setRawMode(false);
      input.pause();
      output.write("\n");
      settle();
    };
    const stop = (message: string, exitCode: number): void => {
      finish(() => {
        reject(new Failure(message, exitCode));
      });
    };
    const onEnd = (): void => {
      stop("no passphrase was given", EXIT.failed);
    };
    const onData = (chunk: Buffer | string): void => {
      for (const character of String(chunk)) {
        if (character === "\r" || character === "\n") {
          finish(() => {
            resolve(line.join(""));
          });
          return;
        }
        if (character === CONTROL.interrupt) {
          stop("interrupted: nothing was written", EXIT.interrupted);
          return;
        }
        if (character === CONTROL.end) {
          onEnd();
          return;
        }
        line =
          character === CONTROL.backspace || character === CONTROL.delete ? line.slice(0, -1) : [...line, character];
      }
    };
    input.on("data", onData);
    input.on("end", onEnd);
    input.resume();
  });
}
