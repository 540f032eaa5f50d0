import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadLandingZone, parseLandingZone } from "../../config/load";
import { ConfigurationError } from "../../config/source/problem";
import { changed, extended, problemsOf, problems, VALID } from "./support";

describe("a valid configuration", () => {
  it("has no problems", () => {
    expect(problems(VALID.join("\n"))).toEqual([]);
  });

  it.each([
    ["CRLF line ends", VALID.join("\r\n")],
    ["a byte order mark", `\uFEFF${VALID.join("\n")}`],
    ["comments and a document start", `# comment\n---\n${VALID.join("\n")}\n# end\n`],
    [
      "anchors and aliases",
      changed({ "audit:": "  audit: { email: &address audit@example.com, name: *address }" }).replace(
        "*address",
        "audit",
      ),
    ],
  ])("may have %s", (_, text) => {
    expect(problems(text)).toEqual([]);
  });

  it.each(["landing-zone.yaml", "examples/minimal.yaml", "examples/existing-organization.yaml"])(
    "is what %s is, without a warning",
    (file) => {
      expect(loadLandingZone(file).warnings).toEqual([]);
    },
  );

  it("may have warnings, which do not throw", () => {
    const { warnings } = parseLandingZone(changed({ "regions:": "regions: [eu-west-1, me-central-1]" }), "test.yaml");
    expect(warnings).toEqual([
      {
        severity: "warning",
        file: "test.yaml",
        line: 3,
        column: 22,
        path: "regions[1]",
        message: "me-central-1 is an opt-in region, off in every new account",
        fix: "let the landing zone enable it with baseline.optInRegions: enable, or do so in every account: aws account enable-region --region-name me-central-1, for a member account with --account-id",
      },
    ]);
  });
});

describe("a text that is not one YAML mapping", () => {
  it.each([
    ["nothing", "", "1:1 : the file is not a mapping of keys to values | nothing"],
    ["a comment only", "# nothing\n", "1:1 : the file is not a mapping of keys to values | nothing"],
    ["a list", "- a\n- b\n", "1:1 : the file is not a mapping of keys to values | a list"],
    ["a text", "landing zone", '1:1 : the file is not a mapping of keys to values | "landing zone"'],
    ["an unclosed bracket", "regions: [eu-west-1", "1:20 : this list is not closed | add ]"],
    ["a wrong indentation", "accounts:\n   audit:\n  management:\n", "2:10 : not in the column of what is beside it"],
    ["a tab", "accounts:\n\taudit: x", "2:1 : a tab is used as indentation | indent with blanks"],
    ["an unknown alias", "name: *gone", "1:7 : this alias has no anchor before it | *gone"],
    ["an unknown tag", "name: !secret x", "1:7 : not valid YAML: unresolved tag: !secret | write the value itself"],
    ["a mapping as a key", "{ a: b }: c", "1:1 : a key must be text | write it in quotes"],
    ["a second document", "name: a\n---\nname: b\n", "2:1 : a second YAML document begins here | remove the line ---"],
  ])("has a message of its own: %s", (_, text, beginning) => {
    const [first = "", ...others] = problems(text);
    expect(first.slice(0, beginning.length)).toBe(beginning);
    expect(others.length).toBeLessThan(3);
  });

  it("shows a repeated key where it is the second time", () => {
    expect(problems("name: a\nhomeRegion: eu-west-1\nname: b\n")).toEqual([
      '3:1 : this key is in the same mapping twice, first in line 1 | "name" | remove one of the two',
    ]);
  });

  it("reports all syntax errors at once", () => {
    expect(problems("name: a\nname: b\nregions: []\nregions: []\n")).toHaveLength(2);
  });

  it("does not let aliases fill the memory", () => {
    const levels = Array.from({ length: 13 }, (_, level) =>
      level === 0
        ? "a0: &a0 [x, x]"
        : `a${level}: &a${level} [${Array(9)
            .fill(`*a${level - 1}`)
            .join(", ")}]`,
    );
    expect(problems(levels.slice(0, 10).join("\n"))).toEqual([
      expect.stringMatching(/^10:10 : aliases cannot be resolved: with this one they come to more .*\*a8/),
    ]);
    expect(problems(levels.join("\n"))).toEqual([
      expect.stringMatching(/^13:\d+ : aliases cannot be resolved: there are more than 100 \| write the values out$/),
    ]);
  });

  it.each([
    ["brackets", "a: " + "[".repeat(20_000)],
    ["mappings", "{a: ".repeat(10_000)],
    ["indentation", Array.from({ length: 1500 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")],
  ])("does not exhaust the stack, whatever is nested: %s", (_, text) => {
    expect(problems(text)).toEqual([
      expect.stringMatching(/^\d+:\d+ : nested too deeply \| are all brackets closed\?$/),
    ]);
  });

  it("is reported where it is nested deeper than any configuration", () => {
    const nested = (levels: number) => `x: ${"[".repeat(levels)}${"]".repeat(levels)}`;
    expect(problems(nested(49)).join()).not.toContain("nested too deeply");
    expect(problems(nested(52))).toEqual([
      expect.stringMatching(/^1:\d+ x\[0\]\[0\]\[0\]: nested too deeply: more than 50 levels/),
    ]);
  });

  it("may not contain itself", () => {
    const text = changed({ "- name: Security": "    - &unit { name: Security, organizationalUnits: [*unit] }" });
    expect(problems(text)).toEqual([
      expect.stringMatching(/^6:\d+ organization\.organizationalUnits\[0\].*an alias inside of its own anchor$/),
    ]);
  });

  it("prints nothing besides the problems, whatever the keys", () => {
    const warn = jest.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    problems(extended("tags:", "  ? { a: b }", "  : c"));
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});

describe("all problems", () => {
  it("are reported at once: those of the schema and those between fields", () => {
    const text = changed({
      "homeRegion:": "homeRegion: eu-west-9",
      "audit:": "  audit: { email: shop@example.com, colour: blue }",
      "organizationalUnit: Workloads": "      organizationalUnit: Workload",
    });
    expect(
      problemsOf(text)
        .map(({ line, path }) => `${line} ${path}`)
        .sort(),
    ).toEqual([
      "13 accounts.audit.colour",
      "16 accounts.workloads[0].email",
      "17 accounts.workloads[0].organizationalUnit",
      "2 homeRegion",
    ]);
  });

  it("are sorted by their place in the error's message", () => {
    const text = changed({ "homeRegion:": "homeRegion: x", "- name: shop": "    - name: shop!" });
    const places = [...new ConfigurationError(problemsOf(text)).message.matchAll(/^test\.yaml:(\d+):/gm)].map(
      ([, line]) => Number(line),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it("behind an alias are reported at the alias, to which their path leads", () => {
    expect(problems(changed({ "name: example": "tags: { Team: &x 12 }\nname: *x" }))).toEqual([
      '1:18 tags.Team: must be text | 12 | write it in quotes: "12"',
      '2:7 name: must be text | 12 | write it in quotes: "12"',
    ]);
  });

  it("cannot forge what a terminal shows", () => {
    const [message = ""] = problems(changed({ "homeRegion:": 'homeRegion: "eu\\n\\e[31m\\u202Ewest"' }));
    expect(message).toContain('"eu\\n\\u001b[31m\\u202ewest"');
  });

  it("stay short, however long what was got is", () => {
    const [problem] = problemsOf(changed({ "homeRegion:": `homeRegion: ${"x".repeat(5000)}` }));
    expect(problem?.got).toMatch(/^"x{159}\.\.\. \(5002 characters\)$/);
  });

  it("are the same each time", () => {
    const text = extended("colour: blue");
    expect(problemsOf(text)).toEqual(problemsOf(text));
  });
});

describe("a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-config-"));
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const message = (path: string): string => {
    try {
      loadLandingZone(path);
      return "";
    } catch (error) {
      // Long paths fold what is said of them.
      return error instanceof ConfigurationError
        ? error.message.replaceAll("\n    ", " ")
        : `not a ConfigurationError: ${String(error)}`;
    }
  };

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("is read with a byte order mark and CRLF line ends, too", () => {
    expect(message(file("windows.yaml", `\uFEFF${VALID.join("\r\n")}`))).toBe("");
  });

  it("may be a device that never ends, of which no more than 1 MiB is read", () => {
    expect(message("/dev/zero")).toContain("at most 1 MiB");
  });

  it("is reported when a part of its path is no folder", () => {
    expect(message(join(file("plain.yaml", "x"), "landing-zone.yaml"))).toContain("a part of its path is a file");
  });

  it("may not lead in a circle", () => {
    symlinkSync("circle.yaml", join(folder, "circle.yaml"));
    expect(message(join(folder, "circle.yaml"))).toContain("its symbolic links lead in a circle");
  });

  it("has to be readable", () => {
    // The superuser may read everything, so that a mode alone would not show it.
    const refused = jest.spyOn(fs, "openSync").mockImplementation(() => {
      throw Object.assign(new Error("refused"), { code: "EACCES" });
    });
    try {
      expect(message("secret.yaml")).toMatch(/cannot be read: permission denied\n {2}fix {6}let yourself read it/);
    } finally {
      refused.mockRestore();
    }
  });

  it("may be a pipe, which is read to its end", () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    const writer = spawn("sh", ["-c", `sleep 0.2; cat landing-zone.yaml > "${pipe}"`]);
    try {
      expect(message(pipe)).toBe("");
    } finally {
      writer.kill();
    }
  });

  it("may not be a pipe that nobody writes to", () => {
    const pipe = join(folder, "silent-pipe");
    execFileSync("mkfifo", [pipe]);
    expect(message(pipe)).toContain("nothing was written to it for 5 seconds");
  }, 20_000);

  it("is not standard input where its name is a hyphen", () => {
    expect(message("-")).toContain("for standard input name /dev/stdin");
  });

  it("has to have a name", () => {
    expect(message("")).toMatch(/the name of the configuration is empty\n {2}fix {6}name another with --config/);
  });

  it("may not be UTF-16", () => {
    expect(message(file("utf16.yaml", Buffer.from("name: example", "utf16le")))).toContain("zero bytes");
  });

  it("that is not there is reported, with what to do", () => {
    expect(message("gone.yaml")).toMatch(
      /^gone\.yaml:1:1 {2}cannot be read: there is no such file\n {2}fix {6}name another with --config/,
    );
  });

  it("may not be a folder", () => {
    expect(message(folder)).toContain("cannot be read: it is a folder");
  });

  it("may not be binary", () => {
    expect(message(file("binary.yaml", Buffer.from([0x6e, 0xff, 0xfe])))).toContain("not a text in UTF-8");
  });

  it("may not be huge", () => {
    expect(message(file("huge.yaml", `# ${"x".repeat(1024 * 1024)}`))).toContain("at most 1 MiB");
  });
});
