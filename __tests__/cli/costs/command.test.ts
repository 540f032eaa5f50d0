import { program } from "../../support/program";

const cli = program("cli/main.ts");

describe("landing-zone costs", () => {
  it("prints a table within 80 columns, with every assumption by the name that changes it", () => {
    const { status, stderr, stdout } = cli(["costs", "--config", "examples/strictest.yaml", "--assume", "flowLogGb=7"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.split("\n").filter(({ length }) => length > 80)).toEqual([]);
    expect(stdout).toMatch(/^total +[\d,.]+$/m);
    expect(stdout).toMatch(/^ {2}flowLogGb=7 {2}/m);
  }, 60_000);

  it("prints prices, numbers and assumptions as JSON, which add up", () => {
    const { stdout } = cli(["costs", "--config", "examples/minimal.yaml", "--json"]);
    const { assumptions, isEstimate, lines, total } = JSON.parse(stdout) as {
      assumptions: Record<string, number>;
      isEstimate: boolean;
      lines: { what: string; read: string; total: number; assumed?: string[] }[];
      total: number;
    };
    expect(isEstimate).toBe(true);
    expect(lines.reduce((sum, line) => sum + line.total, 0)).toBeCloseTo(total);
    expect(lines.flatMap(({ assumed = [] }) => assumed).filter((name) => assumptions[name] === undefined)).toEqual([]);
    expect(lines.every(({ read }) => /^\d{4}-\d{2}/.test(read))).toBe(true);
  }, 60_000);

  it("says what is wrong with an assumption, with the exit code of a wrong command line", () => {
    const { status, stderr } = cli(["costs", "--config", "examples/minimal.yaml", "--assume", "flowLogs=1"]);
    expect(status).toBe(2);
    expect(stderr).toContain('there is no assumption "flowLogs"');
  }, 60_000);
});
