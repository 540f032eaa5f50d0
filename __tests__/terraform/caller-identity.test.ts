import { STSClient } from "@aws-sdk/client-sts";
import { callerIdentity } from "../../terraform/caller-identity";
import { answerWith } from "../support/fake-aws";

const ARN = "arn:aws:sts::111111111111:assumed-role/deployer/me";

function sts(answer: () => object | undefined): STSClient {
  const client = new STSClient({ region: "eu-west-1" });
  answerWith(client, answer);
  return client;
}

function sdkError(name: string, message: string, httpStatusCode?: number): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}

describe("the caller's identity", () => {
  it("is what STS says", async () => {
    const client = sts(() => ({ Arn: ARN }));
    await expect(callerIdentity("eu-west-1", client)).resolves.toBe(ARN);
  });

  it.each([
    [
      "no credentials",
      sdkError("CredentialsProviderError", "Could not load credentials from any providers"),
      /^there are no AWS credentials \(Could not load [^]*\nsign in, as by `aws sso login`/,
    ],
    [
      "credentials that AWS refuses",
      sdkError("ExpiredToken", "The security token included in the request is expired", 403),
      /^AWS refuses your credentials \(ExpiredToken: The security [^]*\nsign in, as by `aws sso login`/,
    ],
    [
      "no way to AWS",
      sdkError("Error", "getaddrinfo ENOTFOUND sts.eu-west-1.amazonaws.com"),
      /^AWS STS could not be asked who you are: getaddrinfo ENOTFOUND/,
    ],
  ])("fails, with what to do: %s", async (_, error, message) => {
    await expect(
      callerIdentity(
        "eu-west-1",
        sts(() => error),
      ),
    ).rejects.toThrow(message);
  });

  it("is not waited for any longer than allowed", async () => {
    const client = { send: () => new Promise(() => undefined) } as unknown as STSClient;
    await expect(callerIdentity("eu-west-1", client, 10)).rejects.toThrow("has not answered in 0.01 s");
  });
});
