import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import type { ClientSettings, Credentials } from "../../terraform/account-clients";
import { earlier, mfaCode } from "./mfa-code";

/** An IAM user with an access key and an MFA device, as long as the drill lasts. */
export interface Person {
  readonly arn: string;
  readonly credentials: Credentials;
  readonly serialNumber: string;
  /** What the MFA device shows. */
  code(at: Date): string;
  /** Takes away what the drill gave, and the user, if the drill made it. */
  leave(): Promise<void>;
}

const POLICY = "drill-break-glass";

/**
 * Gives an IAM user what it needs to assume a role with MFA: device, access key, and leave by a policy.
 *
 * @param userName an IAM user of the account that the settings are of
 * @param isMade whether the user is made for the drill
 * @param now the time of the AWS that is asked
 */
export async function equip(
  settings: ClientSettings,
  {
    isMade,
    now,
    roleArn,
    userName: UserName,
  }: { isMade: boolean; now: () => Promise<Date>; roleArn: string; userName: string },
): Promise<Person> {
  const iam = new IAMClient(settings);
  const undo: (() => Promise<unknown>)[] = [];
  const leave = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) {
      await step();
    }
  };
  try {
    if (isMade) {
      await iam.send(new CreateUserCommand({ UserName }));
      undo.push(() => iam.send(new DeleteUserCommand({ UserName })));
    }
    const Statement = [{ Sid: "BreakTheGlass", Effect: "Allow", Action: "sts:AssumeRole", Resource: roleArn }];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: POLICY, PolicyDocument }));
    undo.push(() => iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: POLICY })));

    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const { AccessKeyId = "", SecretAccessKey = "" } = AccessKey ?? {};
    undo.push(() => iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId })));

    const device = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: `drill-${UserName}` });
    const { VirtualMFADevice } = await iam.send(device);
    const { Base32StringSeed, SerialNumber = "" } = VirtualMFADevice ?? {};
    const seed = new TextDecoder().decode(Base32StringSeed);
    undo.push(() => iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber })));
    const at = await now();
    const codes = { AuthenticationCode1: mfaCode(seed, earlier(at)), AuthenticationCode2: mfaCode(seed, at) };
    await iam.send(new EnableMFADeviceCommand({ UserName, SerialNumber, ...codes }));
    undo.push(() => iam.send(new DeactivateMFADeviceCommand({ UserName, SerialNumber })));
    const arn = SerialNumber.replace(/:mfa\/.*$/, `:user/${UserName}`);
    return {
      arn,
      credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey },
      serialNumber: SerialNumber,
      code: (time) => mfaCode(seed, time),
      leave,
    };
  } catch (error) {
    await leave();
    throw error;
  }
}
