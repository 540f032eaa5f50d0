import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXIT } from "../../console/failure";
import { findTerraform } from "../../terraform/terraform";

describe("findTerraform", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-terraform-"));
  const program = (name: string, version: string): string => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\necho 'Warning: something first' >&2\necho '{"terraform_version": "${version}"}'\n`);
    chmodSync(path, 0o755);
    return path;
  };

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("finds the program that TERRAFORM_BINARY_NAME names, warnings or not", async () => {
    const binary = program("my-terraform", "1.11.4");
    await expect(findTerraform({ TERRAFORM_BINARY_NAME: binary })).resolves.toEqual({ binary, version: "1.11.4" });
  });

  it("finds it whatever it is told to log", async () => {
    const binary = join(folder, "logging-terraform");
    writeFileSync(binary, `#!/bin/sh\n[ -z "$TF_LOG" ] || exit 1\necho '{"terraform_version": "1.11.4"}'\n`, {
      mode: 0o755,
    });
    await expect(findTerraform({ TERRAFORM_BINARY_NAME: binary, TF_LOG: "JSON" })).resolves.toMatchObject({ binary });
  });

  it("refuses one that cannot lock S3 state by S3, in one line that says what to install", async () => {
    const binary = program("old-terraform", "1.9.8");
    await expect(findTerraform({ TERRAFORM_BINARY_NAME: binary })).rejects.toMatchObject({
      message: expect.stringMatching(/^\S+ is version 1\.9\.8, too old: install Terraform >= 1\.10 .*$/) as string,
      exitCode: EXIT.prerequisite,
    });
  });

  it("says in one line what is missing", async () => {
    await expect(findTerraform({ PATH: folder })).rejects.toMatchObject({
      message: expect.stringMatching(/^terraform and tofu not found: install Terraform >= 1\.10 .*$/) as string,
      exitCode: EXIT.prerequisite,
    });
  });

  it("takes OpenTofu where there is no Terraform", async () => {
    program("tofu", "1.10.0");
    const env = { PATH: `${folder}:/bin:/usr/bin` };
    const { binary, version } = await findTerraform(env).catch(() => ({ binary: "", version: "" }));
    expect(["tofu", "terraform"]).toContain(binary);
    expect(version).toMatch(/^1\./);
  });
});
