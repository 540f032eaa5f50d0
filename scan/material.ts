import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planDocument } from "./plan-document";
import type { StackJson } from "./plan-document";
import { stackSetTemplates } from "./stack-set-templates";

/** Files for scanners, one for each stack or template, and how many resources are in them. */
export interface Files {
  readonly folder: string;
  readonly count: number;
  readonly resources: number;
}

/** What scanners are given of a landing zone. */
export interface Material {
  /** A folder for each stack with its Terraform JSON, as synthesized. */
  readonly stacks: string;
  /** `<stack>.json`, as `terraform show -json` writes plans. */
  readonly plans: Files;
  /** `<stack>.<stack set>.json`, for CloudFormation. */
  readonly templates: Files;
  /** Types of all resources: `aws_s3_bucket`, `AWS::IAM::Role`. */
  readonly types: ReadonlySet<string>;
}

/** Writes what scanners read beside the synthesized stacks of a folder. */
export function writeMaterial(folder: string): Material {
  const stacks = join(folder, "stacks");
  const [plans, templates] = [emptyFiles(folder, "plans"), emptyFiles(folder, "templates")];
  const types = new Set<string>();
  for (const stack of readdirSync(stacks)) {
    const json = JSON.parse(readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8")) as StackJson;
    const plan = planDocument(json);
    const { resources } = plan.planned_values.root_module;
    add(plans, stack, JSON.stringify(plan), resources.length);
    resources.forEach(({ type }) => types.add(type));
    for (const template of stackSetTemplates(json)) {
      add(templates, `${stack}.${template.name}`, template.text, template.types.length);
      template.types.forEach((type) => types.add(type));
    }
  }
  return { stacks, plans, templates, types };
}

type Growing = { -readonly [key in keyof Files]: Files[key] };

function emptyFiles(parent: string, name: string): Growing {
  const folder = join(parent, name);
  mkdirSync(folder);
  return { folder, count: 0, resources: 0 };
}

function add(files: Growing, name: string, text: string, resources: number): void {
  writeFileSync(join(files.folder, `${name}.json`), text);
  files.count += 1;
  files.resources += resources;
}
