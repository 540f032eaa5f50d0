import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planFiles, readPlan } from "../../../cli/review/plan-files";
import { plan } from "../../review/plans";

const folder = mkdtempSync(join(tmpdir(), "plan-files-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const write = (name: string, content: string | Buffer): string => {
  const file = join(folder, name);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, content);
  return file;
};
const PLAN = JSON.stringify(plan([]));

describe("files of plans", () => {
  it("are found in folders, and called by their stacks", () => {
    for (const name of ["a/x.json", "a/y.tfplan.json", "a/z/plan.json", "a/.terraform/n.json", "a/note.txt"])
      write(name, PLAN);
    expect(planFiles([join(folder, "a"), join(folder, "a", "x.json")]).map(({ stack }) => stack)).toEqual([
      "x",
      "y",
      "z",
    ]);
  });

  it("are read with the mark that some shells begin with", () => {
    expect(readPlan({ file: write("bom.json", `\ufeff${PLAN}`), stack: "", isNamed: true })).toEqual(plan([]));
  });

  it.each(["", "é", "日本\u{1f512}"])("are read in whatever encoding shells write them: %j", (text) => {
    const named = plan([], { variables: { a: { value: text } } });
    for (const encoding of ["utf8", "utf16le"] as const) {
      const bytes = Buffer.from(`\ufeff${JSON.stringify(named)}`, encoding);
      expect(readPlan({ file: write(`${encoding}.json`, bytes), stack: "", isNamed: true })).toEqual(named);
    }
  });

  it.each([
    ["state.json", '{"version": 4, "terraform_version": "1.10.0"}', "it is a state"],
    ["binary.json", "PK\u0003\u0004", "it is the plan that Terraform applies"],
    ["text.json", "Terraform will\u001b[0m", 'it begins with "Terraform will\\\\\\\\u001b[0m"'],
    ["other.json", "[]", "it has no format_version"],
    ["null.json", "null", "it has no format_version"],
  ])(
    "that hold something else are refused when they are named, and not when they are found: %s",
    (name, content, message) => {
      const file = write(name, content);
      expect(readPlan({ file, stack: "", isNamed: false })).toBeUndefined();
      expect(() => readPlan({ file, stack: "", isNamed: true })).toThrow(/Write it by terraform show -json/);
      expect(() => readPlan({ file, stack: "", isNamed: true })).toThrow(message.replaceAll("\\\\\\\\", "\\\\"));
    },
  );

  it("have to be there", () => {
    expect(() => planFiles([join(folder, "nowhere")])).toThrow("there is no such file");
    mkdirSync(join(folder, "empty"));
    expect(() => planFiles([join(folder, "empty")])).toThrow("has no file that ends in .json");
  });
});
