import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { countResources } from "./count-resources";
import type { States } from "../../terraform/states";

const STATE_FILE = /^terraform\.(.+)\.tfstate$/;

/** States in files beside the folder of the synthesized stacks. */
export class LocalStates implements States {
  private readonly folder: string;

  constructor(outdir: string) {
    this.folder = join(outdir, "..");
  }

  stacks(): Promise<string[]> {
    const files = existsSync(this.folder) ? readdirSync(this.folder) : [];
    return Promise.resolve(files.map((file) => STATE_FILE.exec(file)?.[1]).filter((stack) => stack !== undefined));
  }

  resources(stack: string): Promise<number> {
    return Promise.resolve(countResources(readFileSync(this.place(stack), "utf8")));
  }

  place(stack: string): string {
    return join(this.folder, `terraform.${stack}.tfstate`);
  }
}
