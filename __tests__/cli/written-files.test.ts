// How reports are put into files.
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkWritten, whyUnwritable, writeWhole } from "../../cli/written-files";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "written-files-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("writeWhole", () => {
  it("writes a file, and another one in its place, and leaves no draft", () => {
    const file = join(folder, "report.html");
    writeWhole(file, "one");
    const first = statSync(file).ino;
    writeWhole(file, "two");
    expect(readFileSync(file, "utf8")).toBe("two");
    // Another file took its name: whoever reads the first one reads all of it.
    expect(statSync(file).ino).not.toBe(first);
    expect(readdirSync(folder)).toEqual(["report.html"]);
  });

  it("keeps the mode of a file", () => {
    const file = join(folder, "report.html");
    writeFileSync(file, "");
    chmodSync(file, 0o600);
    writeWhole(file, "secret");
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("keeps a symbolic link", () => {
    const target = join(folder, "target.html");
    const link = join(folder, "link.html");
    writeFileSync(target, "old");
    symlinkSync(target, link);
    writeWhole(link, "new");
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, "utf8")).toBe("new");
  });

  it("leaves what is no file as it is: /dev/null stays a device", () => {
    writeWhole("/dev/null", "text");
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  it("leaves the file of before, and no draft, where it cannot write", () => {
    const file = join(folder, "report.html");
    mkdirSync(file);
    expect(() => {
      writeWhole(file, "text");
    }).toThrow("EISDIR");
    expect(() => {
      writeWhole(join(folder, "none", "report.html"), "text");
    }).toThrow("ENOENT");
    expect(readdirSync(folder)).toEqual(["report.html"]);
  });

  it("writes into no file that is there under the name of its draft", () => {
    const other = join(folder, "other");
    writeFileSync(other, "kept");
    const file = join(folder, "report.html");
    symlinkSync(other, `${file}.${process.pid}`);
    expect(() => {
      writeWhole(file, "text");
    }).toThrow("EEXIST");
    expect(readFileSync(other, "utf8")).toBe("kept");
  });
});

describe("whyUnwritable", () => {
  it.each([
    ["ENOSPC", "its file system is full"],
    ["EISDIR", "it is a folder"],
    ["EWHATEVER", "EWHATEVER"],
  ])("%s: %s", (code, words) => {
    expect(whyUnwritable(Object.assign(new Error("no"), { code }))).toBe(words);
  });
});

describe("checkWritten", () => {
  it.each([
    ["a folder", [{ option: "--html", file: "docs" }], "--html: docs is a folder"],
    ["a dash", [{ option: "--html", file: "-" }], '"-" names no file: write a path, such as report.html'],
    ["nothing", [{ option: "--junit", file: "" }], '"" names no file: write a path, such as report.xml'],
    [
      "one file twice",
      [
        { option: "--junit", file: "a" },
        { option: "--html", file: "./a" },
      ],
      "--html: ./a is what --junit writes: name another file.",
    ],
  ] as const)("refuses %s", (_, files, message) => {
    expect(() => {
      checkWritten(files);
    }).toThrow(message);
  });

  it("takes files that are there and that are not", () => {
    expect(() => {
      checkWritten([{ option: "--html", file: "README.md" }]);
    }).not.toThrow();
    expect(() => {
      checkWritten([{ option: "--junit", file: "nowhere/report.xml" }]);
    }).not.toThrow();
  });
});
