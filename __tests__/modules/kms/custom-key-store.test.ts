import { CustomerManagedKey } from "../../../modules/kms/customer-managed-key";
import { CloudHsmKeyStore, ExternalKeyStore } from "../../../modules/kms/custom-key-store";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

interface Lifecycle {
  readonly ignore_changes: string[];
  readonly postcondition: { condition: string; error_message: string }[];
  readonly precondition?: { condition: string; error_message: string }[];
  readonly prevent_destroy: boolean;
}

const lifecycleOf = (template: Template, type: string): Lifecycle => template.resource(type).lifecycle as Lifecycle;

describe("a key store in a CloudHSM cluster", () => {
  const template = synthesizeModule((stack, environment) => {
    const store = new CloudHsmKeyStore(stack, "store", {
      environment,
      name: "logs",
      cluster: {
        clusterId: "cluster-abcdefghijk",
        hsms: [],
        activated: () => ({ condition: "${true}", errorMessage: "Never." }),
      },
      trustAnchor: "-----BEGIN CERTIFICATE-----\n",
      password: "${var.password}",
    });
    new CustomerManagedKey(stack, "key", {
      environment,
      alias: "alias/logs",
      description: "Encrypts logs",
      statements: [],
      material: store.material(),
    });
  });

  it("needs its password when it is made, and never again", () => {
    const {
      ignore_changes: ignored,
      postcondition,
      prevent_destroy: guarded,
    } = lifecycleOf(template, "aws_kms_custom_key_store");
    expect(guarded).toBe(true);
    expect(ignored).toEqual(["key_store_password"]);
    expect(postcondition).toEqual([
      {
        condition: "${self.key_store_password != null}",
        error_message: expect.stringContaining("TF_VAR_password") as unknown,
      },
    ]);
  });

  it("is not made before its cluster is ready", () => {
    expect(lifecycleOf(template, "aws_kms_custom_key_store").precondition).toEqual([
      { condition: "${true}", error_message: "Never." },
    ]);
  });

  it("has keys that are made while it is connected, and stay when it is disconnected", () => {
    const key = template.resource("aws_kms_key");
    expect(key.custom_key_store_id).toMatch(/connection_state == "CONNECTED"\) \? .* : "not-connected"\}$/);
    expect(lifecycleOf(template, "aws_kms_key")).toMatchObject({
      ignore_changes: ["custom_key_store_id"],
      postcondition: [
        {
          condition: '${self.custom_key_store_id != "not-connected"}',
          error_message: expect.stringContaining("aws kms connect-custom-key-store") as unknown,
        },
      ],
    });
  });

  it("has keys that are not rotated, and cannot be destroyed by a plan", () => {
    expect(template.resource("aws_kms_key")).toMatchObject({
      enable_key_rotation: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(template.resource("aws_kms_key")).not.toHaveProperty("multi_region");
  });
});

describe("a key store outside of AWS", () => {
  const external = (more: object = {}): Template =>
    synthesizeModule((stack, environment) => {
      const store = new ExternalKeyStore(stack, "store", {
        environment,
        name: "logs",
        connectivity: "public-endpoint",
        endpoint: "https://xks.example.com",
        path: "/kms/xks/v1",
        credential: { accessKeyId: "var.id", secretAccessKey: "var.secret" },
        ...more,
      });
      new CustomerManagedKey(stack, "key", {
        environment,
        alias: "alias/logs",
        description: "Encrypts logs",
        statements: [],
        material: store.material("logs-2026"),
      });
    });

  it("is reached over the internet, or by a VPC endpoint service", () => {
    expect(external().resource("aws_kms_custom_key_store")).toMatchObject({
      custom_key_store_type: "EXTERNAL_KEY_STORE",
      xks_proxy_connectivity: "PUBLIC_ENDPOINT",
      xks_proxy_uri_endpoint: "https://xks.example.com",
      xks_proxy_uri_path: "/kms/xks/v1",
    });
    const endpointService = "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0";
    expect(
      external({ connectivity: "vpc-endpoint-service", endpointService }).resource("aws_kms_custom_key_store"),
    ).toMatchObject({
      xks_proxy_connectivity: "VPC_ENDPOINT_SERVICE",
      xks_proxy_vpc_endpoint_service_name: endpointService,
    });
  });

  it("needs the credential of the proxy when it is made, and never again", () => {
    const { ignore_changes: ignored, postcondition } = lifecycleOf(external(), "aws_kms_custom_key_store");
    expect(ignored).toEqual(["xks_proxy_authentication_credential"]);
    expect(postcondition[0]?.error_message).toContain("as TF_VAR_id and TF_VAR_secret, for");
    expect(external().resource("aws_kms_custom_key_store").xks_proxy_authentication_credential).toEqual({
      access_key_id: expect.stringMatching(/^\$\{coalesce\(var\.id, "[A-Z2-7]{20,30}"\)\}$/) as unknown,
      raw_secret_access_key: expect.stringMatching(
        /^\$\{coalesce\(var\.secret, "[A-Za-z0-9/+=]{43,64}"\)\}$/,
      ) as unknown,
    });
  });

  it("has keys that the key manager has already", () => {
    expect(external().resource("aws_kms_key")).toMatchObject({ xks_key_id: "logs-2026", enable_key_rotation: false });
  });
});

describe("the secrets of a key store", () => {
  it("are variables of the stack, null but when it is made, whose names a shell takes", () => {
    const template = synthesizeModule((stack, environment) => {
      new CloudHsmKeyStore(stack, "log-keys", {
        environment,
        cluster: "cluster-abcdefghijk",
        trustAnchor: "-----BEGIN CERTIFICATE-----\n",
      });
      new ExternalKeyStore(stack, "xks", { environment, endpoint: "https://xks.example.com" });
    });
    expect(template.json.variable).toEqual(
      Object.fromEntries(
        ["log_keys_password", "xks_access_key_id", "xks_secret_access_key"].map((name) => [
          name,
          expect.objectContaining({ default: null, sensitive: true, type: "string" }) as unknown,
        ]),
      ),
    );
    const [hsm, external] = ["log-keys", "xks"].map(
      (name) => template.resource("aws_kms_custom_key_store", name).lifecycle as Lifecycle,
    );
    expect(hsm?.postcondition[0]?.error_message).toContain("as TF_VAR_log_keys_password, for");
    expect(external?.postcondition[0]?.error_message).toContain(
      "as TF_VAR_xks_access_key_id and TF_VAR_xks_secret_access_key, for",
    );
  });
});
