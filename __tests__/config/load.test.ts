import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { loadLandingZone, parseLandingZone } from "../../config/load";
import { ConfigurationError } from "../../config/problem";
import { changed, extended, problemsOf, told, VALID } from "./support";

describe("a valid configuration", () => {
  it("has no problems", () => {
    expect(told(VALID.join("\n"))).toEqual([]);
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
    expect(told(text)).toEqual([]);
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
        fix: "enable it in every account first: aws account enable-region --region-name me-central-1",
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
    ["an unclosed bracket", "regions: [eu-west-1", "1:20 : not valid YAML"],
    ["a wrong indentation", "accounts:\n   audit:\n  management:\n", "2:10 : not valid YAML"],
    ["a tab", "accounts:\n\taudit: x", "2:1 : a tab is used as indentation | indent with blanks"],
    ["an unknown alias", "name: *gone", "1:1 : aliases cannot be resolved: Unresolved alias"],
    ["an unknown tag", "name: !secret x", "1:7 : not valid YAML: unresolved tag: !secret"],
    ["a second document", "name: a\n---\nname: b\n", "2:1 : a second YAML document begins here | remove the line ---"],
  ])("is told apart: %s", (_, text, beginning) => {
    const [first = "", ...others] = told(text);
    expect(first.slice(0, beginning.length)).toBe(beginning);
    expect(others.length).toBeLessThan(3);
  });

  it("shows a key that stands twice where it stands the second time", () => {
    expect(told("name: a\nhomeRegion: eu-west-1\nname: b\n")).toEqual([
      "3:1 : this key stands twice in the same mapping | remove one of the two",
    ]);
  });

  it("tells all syntax errors at once", () => {
    expect(told("name: a\nname: b\nregions: []\nregions: []\n")).toHaveLength(2);
  });

  it("does not let aliases fill the memory", () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0
        ? "a0: &a0 [x, x]"
        : `a${level}: &a${level} [${Array(9)
            .fill(`*a${level - 1}`)
            .join(", ")}]`,
    );
    expect(told(levels.join("\n"))).toEqual([expect.stringContaining("aliases cannot be resolved")]);
  });
});

describe("all problems", () => {
  it("are told at once: those of the schema and those between fields", () => {
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

  it("are problems whatever the text: nothing else is ever thrown", () => {
    const lines = fc.array(fc.oneof(fc.constantFrom(...VALID), fc.string()), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          lines.map((all) => all.join("\n")),
        ),
        (text) => {
          expect(() => problemsOf(text)).not.toThrow();
        },
      ),
      { numRuns: 300 },
    );
  });

  it("are problems whatever value stands where another should", () => {
    const value = fc.oneof(
      fc.jsonValue().map((json) => JSON.stringify(json)),
      fc.constantFrom("", "~", "012345678901", "2026-11-23", "yes", "!!binary aGk=", "*x", "&x y", "{", "- a"),
    );
    fc.assert(
      fc.property(fc.nat(VALID.length - 1), value, (index, text) => {
        const lines = VALID.map((line, at) => (at === index ? line.replace(/:.*$/, `: ${text}`) : line));
        expect(() => problemsOf(lines.join("\n"))).not.toThrow();
      }),
      { numRuns: 500 },
    );
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
      return error instanceof ConfigurationError ? error.message : `not a ConfigurationError: ${String(error)}`;
    }
  };

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("that is not there is told, with what to do", () => {
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
