// Everybody who gets into AWS by way of examples/access.yaml, as they do: with a code, a token, an assertion, a permission set.
import {
  CreateAccessKeyCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import {
  AssumeRoleCommand,
  AssumeRoleWithSAMLCommand,
  AssumeRoleWithWebIdentityCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import type { Credentials as Issued } from "@aws-sdk/client-sts";
import type { ClientSettings, Credentials } from "../../terraform/account-clients";
import type { Deployment } from "./deployment";
import { oneTimeCode } from "./one-time-code";
import { controlSimulator } from "./simulator-control";

/** An IAM user, on the command line: the only ones with access keys, for the time of this test. */
export interface User {
  readonly name: string;
  readonly credentials: Credentials;
  readonly device?: { readonly serial: string; readonly seed: string };
}

/** What of a client of the AWS SDK lets headers be added. */
interface Sender {
  readonly middlewareStack: { add(middleware: never, options: { step: "build" }): void };
}

/** Lets a client send its requests from an address of the internet. */
export function sendingFrom<Client extends Sender>(client: Client, address: string | undefined): Client {
  const middleware = (next: (sent: object) => Promise<object>) => (sent: { request: { headers: object } }) => {
    if (address !== undefined) Object.assign(sent.request.headers, { "x-forwarded-for": address });
    return next(sent);
  };
  client.middlewareStack.add(middleware as never, { step: "build" });
  return client;
}

export class SignIn {
  constructor(private readonly deployment: Pick<Deployment, "env" | "landingZone">) {}

  /** Makes keys for an IAM user and, if wanted, a virtual device. */
  async user(administrator: ClientSettings, name: string, withDevice = true): Promise<User> {
    const iam = new IAMClient(administrator);
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
    const credentials = {
      accessKeyId: AccessKey?.AccessKeyId ?? "",
      secretAccessKey: AccessKey?.SecretAccessKey ?? "",
    };
    if (!withDevice) return { name, credentials };
    const made = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name }));
    const serial = made.VirtualMFADevice?.SerialNumber ?? "";
    const seed = Buffer.from(made.VirtualMFADevice?.Base32StringSeed ?? []).toString();
    const now = await this.now();
    await iam.send(
      new EnableMFADeviceCommand({
        UserName: name,
        SerialNumber: serial,
        AuthenticationCode1: oneTimeCode(seed, now, -1),
        AuthenticationCode2: oneTimeCode(seed, now),
      }),
    );
    return { name, credentials, device: { serial, seed } };
  }

  /** What an IAM user becomes, with a code of their device if they have one. */
  async asUser({ credentials, device, name }: User, role: string, address?: string): Promise<ClientSettings> {
    const code =
      device === undefined
        ? {}
        : { SerialNumber: device.serial, TokenCode: oneTimeCode(device.seed, await this.now()) };
    const sts = sendingFrom(new STSClient(this.with(credentials)), address);
    return this.issued(await sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: name, ...code })));
  }

  /** What a job of a pipeline becomes by its token. */
  async asJob(claims: object, role: string): Promise<ClientSettings> {
    const issuer = "https://token.actions.githubusercontent.com";
    const { token } = (await controlSimulator(this.deployment.env, "token", {
      issuer,
      claims: { aud: "sts.amazonaws.com", ...claims },
    })) as { token: string };
    const request = { RoleArn: role, RoleSessionName: "job", WebIdentityToken: token };
    return this.issued(await new STSClient(this.with()).send(new AssumeRoleWithWebIdentityCommand(request)));
  }

  /** What a person becomes whom a SAML provider vouches for. */
  async bySaml(assertion: object, role: string, provider: string): Promise<ClientSettings> {
    const { response } = (await controlSimulator(this.deployment.env, "saml-response", {
      ...assertion,
      role,
      provider,
    })) as { response: string };
    const request = { RoleArn: role, PrincipalArn: provider, SAMLAssertion: response };
    return this.issued(await new STSClient(this.with()).send(new AssumeRoleWithSAMLCommand(request)));
  }

  /** What a person becomes who uses a permission set from the access portal. */
  async byPermissionSet(account: string, permissionSet: string, user: string): Promise<ClientSettings> {
    const body = { account, permissionSet, user };
    return this.issued({ Credentials: (await controlSimulator(this.deployment.env, "sso-session", body)) as Issued });
  }

  private async now(): Promise<Date> {
    const response = await fetch(`${this.deployment.env.AWS_ENDPOINT_URL ?? ""}/simulator/clock`);
    return new Date(((await response.json()) as { now: string }).now);
  }

  private with(credentials?: Credentials): ClientSettings {
    const { env, landingZone } = this.deployment;
    return { region: landingZone.homeRegion, endpoint: env.AWS_ENDPOINT_URL, credentials };
  }

  private issued({ Credentials: given }: { readonly Credentials?: Issued }): ClientSettings {
    return this.with({
      accessKeyId: given?.AccessKeyId ?? "",
      secretAccessKey: given?.SecretAccessKey ?? "",
      sessionToken: given?.SessionToken,
    });
  }
}
