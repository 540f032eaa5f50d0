import { HsmCluster, HsmNetwork } from "../../../modules/cloudhsm";
import type { Uses } from "./uses";

/** Every prop of the constructs of `modules/cloudhsm`. */
export const CLOUDHSM: Uses = {
  HsmCluster: (stack) => {
    const network = new HsmNetwork(stack, "network", { availabilityZones: ["eu-west-1a", "eu-west-1b"] });
    new HsmCluster(stack, "cluster", {
      name: "keys",
      mode: "FIPS",
      subnets: network.subnets,
      hsms: "first",
      auditLog: { keyAlias: "alias/hsm-audit-log", retentionInDays: 3653 },
      activationAdvice: "The runbook is in the wiki.",
      breakGlassRoleArn: "arn:aws:iam::222222222222:role/break-glass",
    });
  },
  HsmNetwork: (stack) =>
    new HsmNetwork(stack, "network", {
      name: "hsm",
      cidr: "10.20.0.0/24",
      availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    }),
};
