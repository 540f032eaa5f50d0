// What the API report and the pages are made from: everything that users of the package see of its types.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apiReport } from "../../scripts/documentation/api-report";
import { breakingChanges } from "../../scripts/documentation/breaking-changes";
import { publicSurface } from "../../scripts/documentation/public-surface";

const INTERNAL = `
const SIZES = ["small", "large"] as const;
const OPERATORS = { ">": 1, "<": 2 };
/** What all have. */
interface Base { /** Twelve digits. */ readonly account: string }
/** What a thing takes. */
export interface ThingProps extends Omit<Base, "other"> {
  /**
   * How large.
   * @default "small"
   * @see https://example.com/sizes#all
   */
  readonly size?: (typeof SIZES)[number];
  /** How. */
  readonly operator: keyof typeof OPERATORS;
}
/**
 * A thing.
 *
 * @throws Error when it is none
 */
export class Thing {
  /** Its ARN. */
  readonly arn: string;
  private readonly hidden: string;
  constructor(readonly scope: object, { size = "small" }: ThingProps) { this.arn = size; this.hidden = size; }
  /** Whether it is there. */
  has(name: string): boolean { return this.hidden === name; }
}
export type Size = (typeof SIZES)[number];
export function make(...things: readonly Thing[]): Thing[] { return [...things]; }
export interface Handler { (event: string): void; handle(event: string): void }
`;
const INDEX = '/** Things. What is not here is not for others to import. */\nexport * from "./internal";\n';

describe("the public surface", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-surface-"));

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** The report of a package with one path, after a change of its source. */
  function reportOf(from = "", to = ""): string {
    expect(INTERNAL).toContain(from);
    writeFileSync(join(folder, "internal.ts"), INTERNAL.replace(from, to));
    writeFileSync(join(folder, "index.ts"), INDEX);
    return apiReport(publicSurface({ exports: { "./things": { types: join(folder, "index.d.ts") } } }), "1.0.0");
  }

  it("has what is inherited, computed, a method or exported with all the rest of a file, and nothing that is private", () => {
    const [, lines = ""] = /```\n([^`]*)\n```/.exec(reportOf()) ?? [];
    expect(lines.split("\n")).toEqual([
      "Handler.handle: (event: string) => void",
      "Thing.arn: string",
      "Thing.has: (name: string) => boolean",
      "Thing.scope: object",
      "ThingProps.account: string",
      'ThingProps.operator: ">" | "<"',
      'ThingProps.size?: "small" | "large"',
      "class Thing(scope: object, options: ThingProps)",
      "function make(...things: readonly Thing[]): Thing[]",
      "interface Handler",
      "interface ThingProps",
      'type Size = "small" | "large"',
    ]);
  });

  it.each([
    [
      "a base that is not exported",
      "readonly account: string",
      "readonly account: string; readonly owner: string",
      "required: things ThingProps.owner: string",
    ],
    [
      "a table that a type is computed from",
      '"small", "large"',
      '"small"',
      'narrowed: things type Size = "small" (was "large")',
    ],
    ["a parameter", "has(name: string)", "has(name: string, at: string)", "narrowed: things Thing.has"],
    ["what is private now", "  readonly arn", "  private readonly arn", "lost: things Thing.arn: string"],
  ])("shows what breaks by a change of %s", (_, from, to, said) => {
    expect(breakingChanges(reportOf(), reportOf(from, to)).map((line) => line.slice(0, said.length))).toContain(said);
  });

  it("has docstrings with their defaults, addresses and errors", () => {
    reportOf();
    const [things] = publicSurface({ exports: { "./things": { types: join(folder, "index.d.ts") } } });
    const named = (name: string) => things?.exported.find((each) => each.name === name);
    expect(things?.about).toBe("Things.");
    expect(named("Thing")?.doc).toEqual({ text: "A thing.", throws: ["Error when it is none"], pages: [] });
    expect(named("ThingProps")?.members.find(({ name }) => name === "size")?.doc).toEqual({
      text: "How large.",
      default: '"small"',
      throws: [],
      pages: ["https://example.com/sizes#all"],
    });
  });
});
