/** Keys of logs and of messages. What is not here is not for others to import, and changes without notice. */
export { CustomerManagedKey } from "./customer-managed-key";
export type { CustomerManagedKeyProps, KeyProps } from "./customer-managed-key";
export { CloudHsmKeyStore, ExternalKeyStore } from "./custom-key-store";
export type {
  CloudHsmKeyStoreProps,
  CustomKeyStoreProps,
  ExternalKeyStoreProps,
  KeyStoreCluster,
} from "./custom-key-store";
export type { KeyMaterial } from "./key-material";
export { LogGroupKey } from "./log-group-key";
export type { LogGroupKeyProps } from "./log-group-key";
export { LogKey } from "./log-key";
export type { LogKeyProps } from "./log-key";
export { NotificationKey } from "./notification-key";
export type { Encrypter, NotificationKeyProps } from "./notification-key";
export { ReplicaKey } from "./replica-key";
export type { ReplicaKeyProps } from "./replica-key";
