/** Where modules put their resources, and what they wait for. What is not here is not for others to import, and changes without notice. */
export { awsEnvironment } from "./aws-environment";
export type { AwsEnvironmentProps } from "./aws-environment";
export type { Environment, EnvironmentProps } from "./environment";
export type { Waited } from "./waiting";
