import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { covers, readExceptions, typeOf } from "../../scan/exceptions";

const bucket = { id: "CKV_AWS_18", stack: "baseline-audit", address: "aws_s3_bucket.a" };

describe("an exception", () => {
  const exception = (changes: object) => ({
    ids: ["CKV_AWS_1", "CKV_AWS_18"],
    stack: "every stack",
    resource: "aws_s3_bucket.a",
    reason: "because",
    ...changes,
  });

  it.each([
    [{}, true],
    [{ ids: ["CKV_AWS_1"] }, false],
    [{ stack: "baseline-audit" }, true],
    [{ stack: "baseline-*" }, true],
    [{ stack: "baseline" }, false],
    [{ stack: "log-*" }, false],
    [{ resource: "every aws_s3_bucket" }, true],
    [{ resource: "every aws_s3" }, false],
    [{ resource: "aws_s3_bucket.b" }, false],
  ])("with %j covers a finding: %s", (changes, expected) => {
    expect(covers(exception(changes), bucket)).toBe(expected);
  });

  it("may be about every resource of a type of CloudFormation", () => {
    const role = { ...bucket, address: "AWS::IAM::Role.BreakGlass" };
    expect(covers(exception({ resource: "every AWS::IAM::Role" }), role)).toBe(true);
    expect(typeOf(role.address)).toBe("AWS::IAM::Role");
  });
});

describe("a page of exceptions", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-exceptions-"));
  const page = join(folder, "page.md");
  const read = (...rows: string[]) => {
    writeFileSync(
      page,
      ["# Title", "", "| check | stack | resource | reason |", "| - | - | - | - |", ...rows].join("\n"),
    );
    return readExceptions(page);
  };

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("is read row by row", () => {
    expect(read("| `A`, `B` | `every stack` | `every t` | why |")).toEqual([
      { ids: ["A", "B"], stack: "every stack", resource: "every t", reason: "why" },
    ]);
  });

  it("is refused when a row lacks a cell", () => {
    expect(() => read("| `A` | `every t` | why |")).toThrow(/a row needs checks, stack, resource and reason: \| `A`/);
  });
});
