import { stateGuardrail, stateResourceGuardrail } from "../../../config/guardrails/states";
import { GUARDRAILS } from "../../../config/guardrails/catalog";
import type { Guardrail } from "../../../config/guardrails/catalog";
import { guardedStates } from "../../../config/state/guarded";
import type { Configuration } from "../../../config/schema";
import { bySid, input } from "./support";

const STATES = { bucket: "states", accountId: "444444444444", managementId: "111111111111" };
const role = (name: string) => `arn:aws:iam::444444444444:role/${name}`;
const exempt = (statement: { readonly Condition?: object } | undefined) => statement?.Condition;

describe("the guardrail of the states", () => {
  it("is not there where no guardrail would hold", () => {
    expect([...stateGuardrail(input()), ...stateResourceGuardrail(input())]).toEqual([]);
  });

  it("leaves states to the management account and emergencies, and the bucket to who makes it", () => {
    const serviceControl = bySid(stateGuardrail(input({ states: STATES })));
    const resourceControl = bySid(stateResourceGuardrail(input({ states: STATES })));
    expect(serviceControl.States).toMatchObject({ Action: "s3:*", Resource: "arn:aws:s3:::states/*" });
    expect(exempt(serviceControl.States)).toEqual({ ArnNotLike: { "aws:PrincipalArn": role("emergency") } });
    expect(exempt(resourceControl.States)).toEqual({
      ArnNotLike: { "aws:PrincipalArn": [role("emergency"), "arn:aws:iam::111111111111:*"] },
    });
    for (const { StateBucket } of [serviceControl, resourceControl]) {
      expect(StateBucket?.Resource).toBe("arn:aws:s3:::states");
      expect(exempt(StateBucket)).toEqual({ ArnNotLike: { "aws:PrincipalArn": [role("emergency"), role("deploy")] } });
    }
  });

  it("leaves them to the role that the file names, too", () => {
    const roleArn = "arn:aws:iam::555555555555:role/states";
    const all = input({ states: { ...STATES, roleArn } });
    for (const { States } of [bySid(stateGuardrail(all)), bySid(stateResourceGuardrail(all))]) {
      expect(JSON.stringify(exempt(States))).toContain(roleArn);
    }
  });

  it.each([
    ["the states' own", "arn:aws:iam::444444444444:role/path/states", true],
    ["one of the management account, which no guardrail binds", "arn:aws:iam::111111111111:role/states", false],
  ])("has roles that exceptions are made for guarded: %s", (_what, roleArn, isGuarded) => {
    const all = input({ states: { ...STATES, roleArn }, access: { readers: ["example-log-reader"] } });
    const guarded = [bySid(GUARDRAILS.securityRoles.serviceControl(all)).SecurityRoles?.Resource ?? []].flat();
    const isCovered = (role: string) =>
      guarded.some((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(role));
    const roles = Object.values<Guardrail>(GUARDRAILS)
      .flatMap(({ resourceControl, serviceControl }) => [...serviceControl(all), ...(resourceControl?.(all) ?? [])])
      .flatMap(({ Condition }) => [Condition?.ArnNotLike?.["aws:PrincipalArn"] ?? []].flat())
      .filter((arn) => arn.includes(":role/"));
    expect(roles).toContain(roleArn);
    expect(roles.filter((role) => !isCovered(role))).toEqual(isGuarded ? [] : Array<string>(2).fill(roleArn));
  });

  it.each([
    [{ backend: "local" }, undefined],
    [{ backend: "s3", bucket: "states", region: "eu-west-1" }, undefined],
    [{ backend: "s3", bucket: "states", region: "eu-west-1", account: "management" }, undefined],
    [{ backend: "s3", bucket: "states", region: "eu-west-1", account: "111111111111" }, undefined],
    [{ backend: "s3", bucket: "states", region: "eu-west-1", account: "Platform" }, STATES],
    [{ backend: "s3", bucket: "states", region: "eu-west-1", account: "444444444444" }, STATES],
  ])("is made from %j as %j", (state, guarded) => {
    const accounts = {
      management: { id: "111111111111" },
      logArchive: {},
      audit: {},
      workloads: [{ name: "platform", id: "444444444444" }],
    };
    expect(guardedStates({ accounts, name: "example", state } as unknown as Configuration)).toEqual(guarded);
  });
});
