import { OidcProvider } from "../../../modules/iam/oidc-provider";
import { PermissionsBoundary } from "../../../modules/iam/permissions-boundary";
import { SamlProvider } from "../../../modules/iam/saml-provider";
import { synthesizeModule } from "../../support/terraform";

const GITHUB = "https://token.actions.githubusercontent.com";
const READ = { Sid: "Read", Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::state" } as const;

describe("OidcProvider", () => {
  const provider = (existing: boolean) =>
    synthesizeModule((stack, environment) => {
      new OidcProvider(stack, "github", { environment, url: GITHUB, audiences: ["sts.amazonaws.com"], existing });
    });

  it("is made without thumbprints, and never destroyed", () => {
    const block = provider(false).resource("aws_iam_openid_connect_provider");
    expect(block).toMatchObject({ url: GITHUB, client_id_list: ["sts.amazonaws.com"] });
    expect(block.thumbprint_list).toBeUndefined();
    expect(block.lifecycle).toEqual({ prevent_destroy: true, ignore_changes: ["thumbprint_list"] });
    expect(provider(false).json.import).toBeUndefined();
  });

  it("is adopted where it exists, with the audiences that it has", () => {
    expect(provider(true).resource("aws_iam_openid_connect_provider").lifecycle).toMatchObject({
      ignore_changes: ["thumbprint_list", "client_id_list"],
    });
    expect(provider(true).json.import).toEqual([
      expect.objectContaining({ id: "arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com" }),
    ]);
  });
});

/** As long as IAM wants it. */
const METADATA = `<xml>${" ".repeat(1000)}</xml>`;

describe("SamlProvider", () => {
  it("is adopted where it exists, and never destroyed", () => {
    const template = synthesizeModule((stack, environment) => {
      new SamlProvider(stack, "saml", { environment, providerName: "corporate", metadata: METADATA, existing: true });
    });
    expect(template.resource("aws_iam_saml_provider")).toMatchObject({
      name: "corporate",
      saml_metadata_document: METADATA,
      lifecycle: { prevent_destroy: true },
    });
    expect(template.json.import).toEqual([
      expect.objectContaining({ id: "arn:aws:iam::222222222222:saml-provider/corporate" }),
    ]);
  });
});

describe("PermissionsBoundary", () => {
  it("is one policy, and refuses what does not fit", () => {
    const boundary = (Resource: string) =>
      synthesizeModule((stack, environment) => {
        new PermissionsBoundary(stack, "boundary", {
          environment,
          policyName: "example-access-boundary",
          statements: [{ ...READ, Resource }],
        });
      });
    expect(boundary(READ.Resource).statements("aws_iam_policy").Read).toEqual(READ);
    expect(() => boundary("x".repeat(6144))).toThrow(/statements: got "a policy of \d+ characters"/);
  });
});
