import fc from "fast-check";
import { readCsv } from "../../../cli/test-alarm/csv";

describe("CSV", () => {
  it.each([
    [
      "a,b\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a,b\r\n1,\r\n",
      [
        ["a", "b"],
        ["1", ""],
      ],
    ],
    ['"a,""b""","c\nd"', [['a,"b"', "c\nd"]]],
    ["a\n\nb", [["a"], ["b"]]],
    ["", []],
  ])("%j is %j", (text, rows) => {
    expect(readCsv(text).map(({ cells }) => cells)).toEqual(rows);
  });

  it("knows the line in which each row begins", () => {
    expect(readCsv('a\n"b\nc"\nd').map(({ line }) => line)).toEqual([1, 2, 4]);
  });

  it.each([
    ['a\n"b', /not closed/],
    ['"a"b', /should follow a quoted cell/],
  ])("%j is refused", (text, message) => {
    expect(() => readCsv(text)).toThrow(message);
  });

  it("is read as it was written, whatever is in it", () => {
    const rows = fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { minLength: 1 });
    fc.assert(
      fc.property(rows, (written) => {
        const text = written
          .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","))
          .join("\n");
        expect(readCsv(text).map(({ cells }) => cells)).toEqual(written);
      }),
    );
  });
});
