import { existsSync } from "node:fs";
import { join } from "node:path";
import { shellQuoted } from "../console/invocation";
import { run, runUndisturbed } from "../console/run";
import type { Finished, Ran } from "../console/run";
import { errorsOf } from "./diagnostics";
import { problemsOf, tailOf } from "./problems";

/** How Terraform is run for stacks that are applied. */
export interface StackRunner {
  /** Folder with the synthesized stacks. */
  readonly outdir: string;
  /** Program name or path: `terraform` or `tofu`. */
  readonly terraform: string;
  readonly env: NodeJS.ProcessEnv;
  /** Folder that nobody else reads: plans hold secrets. */
  readonly workFolder: string;
  /** Does one piece of work after another: two `terraform init` at once break their cache of providers. */
  readonly inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Of Ctrl-C: Terraform is asked to end in good order. */
  readonly interrupt: AbortSignal;
}

/** Terraform in the folder of a stack. */
export class StackTerraform {
  readonly folder: string;
  private calls = 0;

  constructor(
    readonly stack: string,
    private readonly runner: StackRunner,
  ) {
    this.folder = join(runner.outdir, "stacks", stack);
  }

  /** How it is typed: `terraform -chdir=cdktf.out/stacks/log-archive`. */
  get typed(): string {
    return `${shellQuoted(this.runner.terraform)} -chdir=${shellQuoted(this.folder)}`;
  }

  /** Runs what may end at any time. */
  run(...args: string[]): Promise<Ran> {
    const { env, interrupt, terraform } = this.runner;
    return run(terraform, args, { cwd: this.folder, env, signal: interrupt });
  }

  /** Runs what must not be left in the middle. */
  runUndisturbed(...args: string[]): Promise<Finished> {
    const { env, interrupt, terraform, workFolder } = this.runner;
    this.calls += 1;
    const log = join(workFolder, `${this.stack}.${this.calls}.log`);
    return runUndisturbed(terraform, args, { cwd: this.folder, env, interrupt, log });
  }

  /**
   * Runs what may end at any time, once more after `terraform init` where it fails for the want of that. A lock file stays as it is,
   * if there is one.
   *
   * @param lacksInit whether a failure may be for the want of it
   */
  async runInitialized(lacksInit: (done: Ran) => boolean, ...args: string[]): Promise<Ran> {
    const done = await this.run(...args);
    if (done.code === 0 || !lacksInit(done)) {
      return done;
    }
    const readonly = existsSync(this.lockFile) ? ["-lockfile=readonly"] : [];
    const initialized = await this.runner.inTurn(() => this.run("init", "-json", "-input=false", ...readonly));
    return initialized.code === 0 ? this.run(...args) : initialized;
  }

  /** Path of the dependency lock file. */
  get lockFile(): string {
    return join(this.folder, ".terraform.lock.hcl");
  }

  /** What went wrong, for people. */
  problemsIn(finished: Finished): string[] {
    const problems = problemsOf(errorsOf(finished.output), { terraform: this.typed });
    return problems.length > 0 ? problems : [tailOf(finished)];
  }
}
