import type { Postcondition, TerraformResourceLifecycle } from "cdktf";
import { PREVENT_DESTROY } from "../data-protection";

/** Where the material of a key is that KMS itself does not keep. */
export interface KeyMaterial {
  /** Id of the custom key store, or `NOT_CONNECTED`. */
  readonly keyStoreId: string;
  /**
   * Id of the key in an external key manager.
   * @default - the HSMs of the key store make the key
   */
  readonly externalKeyId?: string;
  /**
   * What a plan says besides when it is refused because the key store is not connected.
   * @default - the command of AWS that connects it
   */
  readonly connectionAdvice?: string;
}

/** Stands for the id of a key store that is not connected. */
export const NOT_CONNECTED = "not-connected";

const HOW_TO = "Connect it with aws kms connect-custom-key-store.";

const connected = (advice = HOW_TO): Postcondition => ({
  condition: `\${self.custom_key_store_id != "${NOT_CONNECTED}"}`,
  errorMessage: `A key is made in a connected key store only, and this one is not connected. ${advice}`,
});

/** What KMS cannot do with the material of others: rotate it, or keep it in several Regions. */
export function materialArguments(material: KeyMaterial | undefined): {
  readonly enableKeyRotation: boolean;
  readonly customKeyStoreId?: string;
  readonly xksKeyId?: string;
  readonly lifecycle: TerraformResourceLifecycle;
} {
  return material === undefined
    ? { enableKeyRotation: true, lifecycle: PREVENT_DESTROY }
    : {
        enableKeyRotation: false,
        customKeyStoreId: material.keyStoreId,
        xksKeyId: material.externalKeyId,
        // A key store that is disconnected later does not make its keys others.
        lifecycle: {
          ...PREVENT_DESTROY,
          ignoreChanges: ["custom_key_store_id"],
          postcondition: [connected(material.connectionAdvice)],
        },
      };
}
