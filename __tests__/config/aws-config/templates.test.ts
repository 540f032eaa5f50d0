import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTemplates } from "../../../config/aws-config/templates";

describe("the template of a conformance pack", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-templates-"));
  const messages = (value: string) =>
    readTemplates({ config: { conformancePacks: { own: { template: value } } } }, folder).findings.map(
      ({ message }) => message,
    );

  beforeAll(() => {
    mkdirSync(join(folder, "folder.yaml"));
    execFileSync("mkfifo", [join(folder, "pipe.yaml")]);
    writeFileSync(join(folder, "large.yaml"), "x".repeat(51_201));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    ["gone.yaml", "the template cannot be read: there is no such file"],
    ["folder.yaml", "the template cannot be read: it is a folder"],
    ["pipe.yaml", "the template cannot be read: it is a pipe or a device, no file"],
    ["large.yaml/x.yaml", "the template cannot be read: a part of its path is a file, not a folder"],
    ["large.yaml", "the template is too large"],
  ])("%s is refused in words", (file, message) => {
    expect(messages(file)).toEqual([message]);
  });
});
