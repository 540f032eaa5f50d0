import { join } from "node:path";
import { shellQuoted } from "../../console/invocation";
import { styled } from "../../console/terminal";
import type { DangerKind } from "../../review/dangers";

/** Stand for the commands in the texts below. */
const FORGET = "FORGET";
const UNTAINT = "UNTAINT";

/** What there is advice for: what would be lost, and what is. */
export type Advised = DangerKind | "vanished";

/**
 * What a loss means, and how to keep what would be lost. Never `terraform destroy`, nor to lift the protection; lines of at
 * most 80 characters.
 */
const ADVICE: Readonly<Partial<Record<Advised, readonly string[]>>> = {
  accountRemoved: [
    "An account that Terraform destroys or replaces leaves the organization; one that",
    "was created in it cannot leave yet, and fails every deployment. Put back what",
    "the file said of it. To keep it in the organization, let Terraform forget it:",
    `  ${FORGET}`,
  ],
  accountMoved: [
    "An account that moves loses the policies that it inherits where it is. To leave",
    "it there, set its organizationalUnit to the unit that it is in, or leave it out",
    "if the account has an id.",
  ],
  keyDestroyed: [
    "What a deleted key encrypted can never be read again once its waiting period is",
    "over. Put the setting back that made it, or let Terraform forget it:",
    `  ${FORGET}`,
  ],
  keyStoreDestroyed: [
    "Without HSMs, cluster or key store the keys in it cannot be used, and the logs",
    "that they encrypted cannot be read. Terraform says that a key store is deleted",
    "even where KMS refuses it. Put back what the file said of keyStore: other zones",
    "or subnets, another mode or trust anchor replace it. How to take it out of use",
    "is in docs/key-store.md. To keep it as it is, let Terraform forget it:",
    `  ${FORGET}`,
  ],
  scanningStopped: [
    "Accounts whose Amazon Inspector is switched off, or that lose its administrator,",
    "are not looked at for vulnerabilities any more, and their findings are lost.",
    "Put the scan, account or region back into the file. How to take one out of use",
    "is in docs/inspector.md. To keep it as it is, let Terraform forget it:",
    `  ${FORGET}`,
  ],
  settingReset: [
    "A setting that Terraform destroys goes back to AWS's own default: buckets may be",
    "public, volumes are not encrypted. To keep it, let Terraform forget it:",
    `  ${FORGET}`,
  ],
  protectionLost: [
    "What is switched off here stays, and protects no more. Put back what the file",
    "said of it, unless that is what is wanted.",
  ],
  retentionShortened: [
    "What is older than the new time AWS deletes, within days and for good, but for",
    "copies. Put back what the file said of it, unless that is what is wanted.",
  ],
  recorderRefused: [
    "AWS Config refuses this change of a recorder: hashicorp/aws goes on sending the",
    "types that it excludes (provider issue 38820). Let AWS record them first, by the",
    "command in docs/baseline.md, which makes no gap; then plan again. Not -replace,",
    "which deletes the recorder.",
  ],
  guardrailDetached: [
    "Where a guardrail is detached, everything that it denies is allowed at once. Put",
    "back what the file said of guardrails and units, unless that is what is wanted.",
  ],
  policyWidened: [
    "What a policy lets in more than before is named above; `landing-zone review` shows",
    "it statement by statement. Let somebody read it who knows why.",
  ],
  policyOpened: [
    "A statement that allows everyone (*) and says by no condition whose they must be",
    "lets in every account of AWS. Name the principals, or add aws:PrincipalOrgID.",
  ],
  unknownAction: [
    "Terraform plans an action that this version does not know. Read the plan of that",
    "stack by terraform show, and look for a newer version of landing-zone.",
  ],
  tainted: [
    "A deployment failed after these were made, so that Terraform would destroy them",
    "and make them again. They are what they should be, or the next deployment",
    "changes them: keep them, by this command for each, and plan again:",
    `  ${UNTAINT}`,
  ],
  vanished: [
    "What vanished was deleted or closed outside of Terraform, and the trail says by",
    "whom. To deploy makes another one, without what was in it. Take back first what",
    "can be taken back: a key by aws kms cancel-key-deletion and aws kms enable-key,",
    "an account that is being closed by AWS Support. A log group or bucket is lost,",
    "but for its copies.",
  ],
  forgotten: [
    "What Terraform forgets stays in AWS as it is, with what protects it, and costs",
    "what it costs. Put back what the file said of it, and it is taken back, or write",
    "into the file that it is off, where it may be. The ledger has what is forgotten,",
    "and docs/change.md says how to find and remove it in AWS.",
  ],
  trustedServicesLost: [
    "A service without trusted access stops working in the organization. To keep it,",
    "add it to organization.trustedServices.",
  ],
  policyTypesLost: [
    "When a policy type is disabled, its policies are detached everywhere, and stay",
    "so when it is enabled again. To keep it, add it to organization.policyTypes.",
  ],
};

/** What the printed commands call Terraform, and where they run it. */
export interface Commands {
  /** Program name or path: `terraform` or `tofu`. */
  readonly terraform: string;
  /** Folder that received the Terraform JSON, as the user named it. */
  readonly output: string;
}

/** A paragraph for each kind of loss that needs one, in the order of the table above. */
export function adviceFor(kinds: readonly Advised[], { output, terraform }: Commands): string {
  const folder = shellQuoted(join(output, "stacks", "STACK"));
  const program = `${shellQuoted(terraform)} -chdir=${folder}`;
  return Object.entries(ADVICE)
    .filter(([kind]) => kinds.some((found) => found === kind))
    .map(([, [first = "", ...lines]]) =>
      [styled("bold", first), ...lines]
        .join("\n")
        .replace(FORGET, `${program} state rm ADDRESS`)
        .replace(UNTAINT, `${program} untaint ADDRESS`),
    )
    .join("\n\n");
}
