import { PassThrough } from "node:stream";
import { PASSPHRASE_VARIABLE, passphraseOf } from "../../../cli/hsm/passphrase";
import type { HiddenInput } from "../../../cli/hsm/passphrase";

const LONG = "correct horse battery";

/** A terminal on which lines are typed, one for each question, and what is seen on it. */
function terminal(...lines: string[]) {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (isRaw: boolean) => modes.push(isRaw),
  });
  let seen = "";
  const output = new PassThrough();
  output.on("data", (chunk: Buffer) => {
    const text = String(chunk);
    seen += text;
    if (text.endsWith(": ")) setImmediate(() => input.write(lines.shift() ?? "\u0004"));
  });
  return { input: input as unknown as HiddenInput, output, modes, seen: () => seen };
}

const ask = (isNew: boolean, at: ReturnType<typeof terminal>) =>
  passphraseOf("customerCA.key", { isNew, env: {}, input: at.input, output: at.output });

describe("the passphrase of a key", () => {
  it("is that of the environment, and nobody is asked", async () => {
    const at = terminal();
    const env = { [PASSPHRASE_VARIABLE]: LONG };
    expect(await passphraseOf("a.key", { isNew: true, env, input: at.input, output: at.output })).toBe(LONG);
    expect(at.seen()).toBe("");
  });

  it("is typed once for a key that is there, and is not shown, nor is how long it is", async () => {
    const at = terminal(`${LONG}\r`);
    expect(await ask(false, at)).toBe(LONG);
    expect(at.seen()).toBe("Passphrase of customerCA.key: \n");
    expect(at.modes).toEqual([true, false]);
  });

  it("is typed twice for a new key, and what was mistyped can be taken back", async () => {
    expect(await ask(true, terminal(`${LONG}x\u007f\r`, `${LONG}\n`))).toBe(LONG);
    await expect(ask(true, terminal(`${LONG}\r`, `${LONG}s\r`))).rejects.toThrow("the two passphrases differ");
  });

  it("is long, where it is a new one", async () => {
    await expect(ask(true, terminal("eleven char\r", "eleven char\r"))).rejects.toThrow("at least 12 characters");
    expect(await ask(false, terminal("short\r"))).toBe("short");
  });

  it.each([
    ["\u0003", 130, "interrupted"],
    ["\u0004", 1, "no passphrase was given"],
  ])(
    "is not waited for any longer after %j, and the terminal shows again what is typed",
    async (typed, exitCode, message) => {
      const at = terminal(typed);
      await expect(ask(true, at)).rejects.toMatchObject({
        exitCode,
        message: expect.stringContaining(message) as string,
      });
      expect(at.modes).toEqual([true, false]);
    },
  );

  it("is missing where there is neither: then it says what to do", async () => {
    const input = Object.assign(new PassThrough(), { setRawMode: () => undefined });
    await expect(passphraseOf("a.key", { isNew: true, env: { [PASSPHRASE_VARIABLE]: "" }, input })).rejects.toThrow(
      `a.key needs a passphrase: set ${PASSPHRASE_VARIABLE}, or run this on a terminal`,
    );
  });
});
