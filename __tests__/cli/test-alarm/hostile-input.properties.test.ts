// Whatever is in a file, it is read or refused in a few lines, and in a bounded time.
import { gzipSync } from "node:zlib";
import { jsonValuesOf } from "../../../cli/test-alarm/json-values";
import { partsOf } from "../../../cli/test-alarm/parts";
import { testedEvent } from "../../../cli/test-alarm/tested-event";
import { sample } from "./support";

const MEBIBYTE = 1024 * 1024;
const text = JSON.stringify(sample("rootLogin/match-console-login"));

/** Numbers that look random, the same in each run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

function read(content: string): { events: number; problems: readonly string[] } {
  const { parts, problems } = partsOf(content, MEBIBYTE);
  const judged = parts.map(({ value }) => testedEvent(value));
  const refused = judged.filter((one): one is string => typeof one === "string");
  return {
    events: judged.length - refused.length,
    problems: [...problems.map(({ at, message }) => `${at} ${message}`), ...refused],
  };
}

describe("hostile input", () => {
  it.each([
    ["brackets without end", "[".repeat(5 * MEBIBYTE)],
    ["braces without end", '{"a":'.repeat(MEBIBYTE)],
    ["brackets in a log event", JSON.stringify([JSON.stringify("[".repeat(MEBIBYTE))])],
    ["quotes", '"'.repeat(2 * MEBIBYTE + 1)],
    ["escapes", `"${"\\".repeat(2 * MEBIBYTE)}`],
    ["line ends", "\n".repeat(5 * MEBIBYTE)],
    ["tabs", "a\t{".repeat(100)],
    ["lines that are not closed", '{"a\n'.repeat(MEBIBYTE)],
    ["values that are none", "{} ".repeat(1_100_000)],
    ["numbers without end", `[${"0,".repeat(21_000_000)}`],
    ["NUL", `${text.slice(0, 40)}\u0000${text.slice(40)}`],
    ["a lone surrogate", '\ud800{"eventName": 5'],
    [
      "texts in texts",
      Array.from({ length: 20 }).reduce<string>((inner) => JSON.stringify(inner).slice(0, MEBIBYTE), "{}"),
    ],
    ["lists in lists", `${"[".repeat(40)}${text}${"]".repeat(40)}`],
    ["a time without an event", "2026-03-17T12:35:05 ".repeat(MEBIBYTE)],
  ])("is refused: %s", (_, content) => {
    const { events, problems } = read(content);
    expect(events).toBe(0);
    expect(content.trim() === "" || problems.length > 0).toBe(true);
    for (const problem of problems.slice(0, 10)) {
      expect(problem.length).toBeLessThan(250);
    }
  });

  it("is unpacked no further than there is room, however often it is packed", () => {
    const bomb = gzipSync("0".repeat(MEBIBYTE - 100)).toString("base64");
    const { problems } = read(JSON.stringify({ records: Array(50).fill({ recordId: "1", data: bomb }) }));
    expect(problems.filter((problem) => problem.includes("more than is unpacked of one file"))).toHaveLength(49);
  });

  it("is read or refused wherever it is cut or changed", () => {
    const random = numbers(16);
    const forms = [
      text,
      `${text}\n${text}\n`,
      `EVENTS\t1\t${text}\t2\n`,
      `@timestamp,@message\n1,"${text.replaceAll('"', '""')}"\n`,
      JSON.stringify({ Records: [JSON.parse(text)] }, undefined, 1),
      JSON.stringify({ Messages: [{ MessageId: "1", Body: text }] }),
      `2026-03-17T12:35:05 o-1 ${text}`,
    ];
    const signs = ['"', "{", "}", "[", "]", ",", ":", "\n", "\t", "\\", "\u0000", "\ufeff", "0", "e", " "];
    for (let round = 0; round < 1_000; round += 1) {
      const form = forms[round % forms.length] ?? "";
      const at = Math.floor(random() * form.length);
      const sign = signs[Math.floor(random() * signs.length)] ?? "";
      const content = random() < 0.3 ? form.slice(0, at) : form.slice(0, at) + sign + form.slice(at + 1);
      const { events, problems } = read(content);
      expect(events + problems.length > 0 || content.trim() === "" || /^(EVENTS|@)/.test(content)).toBe(true);
    }
  });

  it("says where a value is that is broken, in lines and columns of the text", () => {
    expect(jsonValuesOf(`\n  ${text} {"a" 5}`).problems).toEqual([
      { line: 2, column: 2 + text.length + 7, message: "this is not JSON: a colon should follow" },
    ]);
  });
});
