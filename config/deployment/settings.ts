export interface Deployment {
  /** Name of the role assumed in every account but the management account. */
  readonly role: string;
  /** Name of the role assumed in the management account; absent when the caller's own credentials are used there. */
  readonly managementRole?: string;
}
