import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refuseOverrides } from "../../terraform/provider-overrides";
import { terraformEnvironment } from "../../terraform/terraform-environment";

const OVERRIDES = 'provider_installation {\n  dev_overrides {\n    "hashicorp/aws" = "/mine"\n  }\n  direct {}\n}\n';

describe("a CLI configuration with another provider", () => {
  let home = "";
  const write = (name: string, text: string): string => {
    const file = join(home, name);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "landing-zone-overrides-"));
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
  });

  it.each([
    [".terraformrc", OVERRIDES],
    [".tofurc", OVERRIDES],
    [".terraform.d/mine.tfrc", OVERRIDES],
    [".terraform.d/mine.tfrc.json", '{"provider_installation":{"dev_overrides":{"hashicorp/aws":"/mine"}}}'],
    [".terraformrc", 'provider_installation { network_mirror { url = "https://x/" } dev_overrides { "a/b" = "/c" } }'],
  ])("is refused: %s", (name, text) => {
    write(".terraformrc", "");
    const file = write(name, text);
    expect(() => {
      refuseOverrides({}, home);
    }).toThrow(new RegExp(`^${file} has\\s+dev_overrides`));
  });

  it.each(["TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG"])("is refused where %s names it", (name) => {
    const file = write("mine.rc", OVERRIDES);
    const source = { env: {}, skipProviderLock: true, description: "a file" };
    expect(() => terraformEnvironment(source, { [name]: file })).toThrow(/has\s+dev_overrides/);
  });

  it("is what Terraform reads, and no other file", () => {
    write(".terraformrc", OVERRIDES);
    write(".terraform.d/notes.txt", OVERRIDES);
    const other = write("other.rc", `# dev_overrides {\n // dev_overrides {\nplugin_cache_dir = "/x"\n`);
    for (const env of [{ TF_CLI_CONFIG_FILE: other }, { TF_CLI_CONFIG_FILE: join(home, "none") }]) {
      expect(() => {
        refuseOverrides({ ...env, TERRAFORM_CONFIG: join(home, ".terraformrc") }, home);
      }).not.toThrow();
    }
  });
});
