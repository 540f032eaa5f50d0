// What is below the options in the help of the commands, 80 columns wide.
import { CLASSIC_ENDED } from "../../aws/inspector-classic";
import { typed } from "../../console/invocation";

export const INSPECTOR_HELP = `
Amazon Inspector Classic ended on ${CLASSIC_ENDED}: docs/inspector-targets.md.`;

export const migrateHelp = (): string => `
FILE is a Terraform state of version 4 (terraform.tfstate, or the output of
\`terraform state pull\`), or the JSON of \`terraform show -json\`. Nobody is
asked, and nothing is changed. Standard output has the equivalent of every
assessment under inspector.targets, and removed blocks, with which Terraform
forgets the old resources without a call to AWS; standard error has what is to
be decided by hand. Exit code 1: the file cannot be read.

Example:
  $ ${typed("inspector", "migrate terraform.tfstate")}
  # 1 target for landing-zone.yaml
  inspector:
    targets:
      - name: production
        tags:
          Environment:
            - production
        ...`;
