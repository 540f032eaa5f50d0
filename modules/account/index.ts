/** Settings of an account. What is not here is not for others to import, and changes without notice. */
export { AccountDefaults } from "./account-defaults";
export type { AccountDefaultsProps } from "./account-defaults";
export { SecurityContact } from "./alternate-contact";
export type { SecurityContactProps } from "./alternate-contact";
