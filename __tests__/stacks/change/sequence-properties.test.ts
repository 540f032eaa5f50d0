// Whatever valid file follows whatever valid file: what holds data or protects is neither destroyed nor replaced, nothing is made
// beside itself, and no account is created twice.
import fc from "fast-check";
import { ConfigurationError } from "../../../config/source/problem";
import { withValue } from "../../support/change/edits";
import { REASON, RICH_FILE } from "../../support/change/rich-file";
import type { File } from "../../support/change/rich-file";
import { SimulatedTerraform } from "../../support/change/simulated-terraform";
import { synthesize } from "../../support/change/synthesis";
import type { Synthesis } from "../../support/change/synthesis";

const TIMEOUT = 900_000;
const RUNS = { seed: 15, numRuns: 12 };

const SHOP = { name: "shop", email: "shop@example.com", organizationalUnit: "Workloads/Production" };
const BLOG = { name: "blog", email: "blog@example.com", organizationalUnit: "Workloads/Test" };
const LAB = { name: "lab", email: "lab@example.com" };
const without = undefined;

/** Values that a field may have, by its path; what is there in RICH_FILE is among them more often than not. */
const CHOICES: Readonly<Record<string, readonly unknown[]>> = {
  regions: [["eu-west-1", "eu-central-1"], ["eu-west-1", "eu-central-1", "us-east-1"], ["eu-west-1"]],
  "accounts workloads": [[SHOP, BLOG], [SHOP], [BLOG, LAB], [{ ...SHOP, name: "store" }, BLOG, LAB]],
  "archive replica": [
    { region: "eu-central-1", account: "audit" },
    { region: "eu-central-1" },
    { region: "us-east-1", account: "audit" },
    without,
  ],
  "archive logKeyAccount": ["audit", "log-archive"],
  "config recording": [
    { notifications: true },
    { role: "own" },
    { except: ["AWS::EC2::Instance"], frequency: "daily" },
    without,
  ],
  "config rules": [
    { s3BucketVersioningEnabled: { remediation: "manual" } },
    { cloudTrailEnabled: { enabled: false, reason: REASON } },
    without,
  ],
  "config policyRules": [RICH_FILE.config && (RICH_FILE.config as File).policyRules, without],
  baseline: [
    RICH_FILE.baseline,
    { s3PublicAccessBlock: false, accessAnalyzer: false },
    { snapshotSharing: "unchanged" },
    without,
  ],
  flowLogs: [RICH_FILE.flowLogs, { vpcs: "none" }, { trafficType: "REJECT" }, without],
  detection: [
    RICH_FILE.detection,
    { alarms: { rootLogin: { disabled: true, reason: REASON } }, trustedAdvisor: { disabled: true, reason: REASON } },
    without,
  ],
  guardrails: [
    RICH_FILE.guardrails,
    { exceptions: { topics: { organizationalUnits: ["Security"], reason: REASON } } },
    { exceptions: { topics: { disabled: true, reason: REASON } }, policiesPerTarget: 3 },
    without,
  ],
  hosts: [RICH_FILE.hosts, { sessions: { enabled: true } }, without],
  inspector: [RICH_FILE.inspector, { scans: ["ec2"] }, without],
  access: [RICH_FILE.access, without],
  "breakGlass create": [true, false],
  alerts: [RICH_FILE.alerts, without],
};

const anyFile: fc.Arbitrary<File> = fc
  .record(Object.fromEntries(Object.entries(CHOICES).map(([path, values]) => [path, fc.constantFrom(...values)])))
  .map((chosen) =>
    Object.entries(chosen).reduce<File>((file, [path, value]) => withValue(file, path, value), RICH_FILE),
  );

/** Nothing where a file is refused, after others or at all. */
const synthesisOf = (file: File, before: Synthesis | undefined): Synthesis | undefined => {
  try {
    return synthesize(file, before?.ledger);
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
};

describe("of any files that follow one another", () => {
  it(
    "none loses what another one made, and each can follow itself",
    () => {
      let deployed = 0;
      fc.assert(
        fc.property(fc.array(anyFile, { minLength: 3, maxLength: 4 }), (files) => {
          const terraform = new SimulatedTerraform();
          let before: Synthesis | undefined;
          for (const file of files) {
            const synthesis = synthesisOf(file, before);
            if (synthesis !== undefined) {
              expect(terraform.deploy(synthesis)).toEqual([]);
              expect(terraform.refused).toEqual([]);
              before = synthesis;
              deployed += 1;
            }
          }
        }),
        RUNS,
      );
      // Most files are valid, and one that is not would try nothing.
      expect(deployed).toBeGreaterThan(RUNS.numRuns);
    },
    TIMEOUT,
  );
});
