/** HSMs of one's own, for key stores. What is not here is not for others to import, and changes without notice. */
export { HsmCluster } from "./cluster";
export type { HsmClusterProps } from "./cluster";
export { HsmNetwork } from "./network";
export type { HsmNetworkProps, HsmSubnet } from "./network";
