import { typed } from "../../console/invocation";

export const applyHelp = (): string => `
Everything is compared first with what was reviewed: the file and its ledger,
the Terraform JSON, which is synthesized anew, versions of landing-zone,
Terraform and providers, the plans, what people have read of them, and the
states. Where anything differs all of it is said and nothing applied.
Encrypted plans and seals of manifests are opened with --confirm only, so that
the role which plans may ask what would be applied.

Where anybody else may write the folders, as in a pipeline, --encrypted-under
refuses every manifest that is not sealed under the key and every plan that is
not encrypted under it, and --planned-by has each plan made again by the role
that deploys, and compared. That nothing would change in a stack, no plan shows:
where the manifest is not sealed, it is planned again. docs/delivery.md says
what a seal proves.

Stacks are applied in the order of their dependencies. One that reads what has
changed meanwhile is planned again, and applied only if its changes are those
that were reviewed. It stops at the first failure; run it again to go on.
Stacks that only the break-glass role may change are left for --break-glass.

Exit codes:
  0    everything that was reviewed is applied, or there is nothing to do
  1    something failed, or somebody else holds the lock of a state
  2    without --confirm: something would be applied, or recorded. Something
       is to be reviewed again, waits for a new plan, or needs --break-glass
  4    refused: something is not as it was reviewed, or a plan is stale
  64   the command line or a file that it names is wrong
  130  interrupted: Terraform has written its state

Examples:
  $ ${typed("apply", "plans")}
  Would be applied, in this order:
    organization in management, as it was reviewed: 1 to add, 0 to change,
      0 to destroy
  $ ${typed("apply", "plans --confirm --lock-timeout 10m")}
  $ ${typed("apply", "plans --break-glass --confirm")}
  $ ${typed("apply", "plans --encrypted-under ARN --planned-by ROLE")}`;
