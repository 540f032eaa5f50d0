import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe as described } from "../../cli/inspector/migrate";
import { equivalentOf } from "../../cli/inspector/equivalent";
import { readResources } from "../../cli/inspector/resources";
import { run } from "../../console/run";
import { findProviderSource } from "../../terraform/provider-source";
import { findTerraform } from "../../terraform/terraform";
import { terraformEnvironment } from "../../terraform/terraform-environment";

const FIXTURE = "__tests__/cli/inspector/fixtures/state.json";
const OF_CLASSIC = /^aws_inspector_(assessment|resource)/;

describe("removed blocks of the migration", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-forget-"));
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(String(request.headers["x-amz-target"] ?? request.url));
    response.writeHead(400, { "content-type": "application/x-amz-json-1.1" }).end('{"__type":"AccessDeniedException"}');
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });

  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  it("let the real Terraform forget what Classic left in a state, without asking AWS for anything", async () => {
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const state = JSON.parse(readFileSync(FIXTURE, "utf8")) as { resources: { type: string }[] };
    const resources = state.resources.filter(({ type }) => OF_CLASSIC.test(type));
    writeFileSync(join(folder, "terraform.tfstate"), JSON.stringify({ ...state, resources }));
    const text = described(equivalentOf(readResources(FIXTURE)));
    const provider = {
      region: "eu-west-1",
      access_key: "id",
      secret_key: "secret",
      skip_credentials_validation: true,
      skip_metadata_api_check: true,
      skip_requesting_account_id: true,
      max_retries: 1,
      endpoints: [{ inspector: endpoint, sts: endpoint }],
    };
    writeFileSync(
      join(folder, "main.tf.json"),
      JSON.stringify({
        ...(JSON.parse(text.slice(text.indexOf('{\n  "removed"'))) as object),
        terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } } },
        provider: { aws: provider },
      }),
    );
    const { binary } = await findTerraform();
    const env = terraformEnvironment(findProviderSource(folder), process.env);
    const terraform = (...args: string[]) => run(binary, [`-chdir=${folder}`, ...args], { env });
    const applied = [await terraform("init"), await terraform("apply", "-auto-approve", "-no-color")];
    expect(applied.map(({ code }) => code)).toEqual([0, 0]);
    expect(applied[1]?.output).toContain("0 added, 0 changed, 0 destroyed");
    const after = JSON.parse(readFileSync(join(folder, "terraform.tfstate"), "utf8")) as { resources: unknown[] };
    expect(after.resources).toEqual([]);
    expect((await terraform("plan", "-detailed-exitcode")).code).toBe(0);
    expect(asked).toEqual([]);
  }, 300_000);
});
