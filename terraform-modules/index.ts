/**
 * Capabilities for those who do not use CDKTF: a synthesized stack as a folder with variables and outputs, which Terraform
 * and OpenTofu call as a module. docs/terraform-modules.md shows one from beginning to end.
 */
export { callersEnvironment } from "./callers-environment";
export { NotAModule } from "./module-problems";
export type { ModuleOptions, TerraformModule } from "./to-module";
export { writeTerraformModule } from "./write-module";
