/**
 * What is read of `terraform show -json <plan>`.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export interface PlanJson {
  /** `1.2`: another first number is another format. */
  readonly format_version?: string;
  /** False where a plan ended before its end, or was of some resources only. */
  readonly complete?: boolean;
  readonly errored?: boolean;
  readonly resource_changes?: readonly ResourceChange[];
  /** What Terraform found changed since it last looked, other than by itself. */
  readonly resource_drift?: readonly ResourceChange[];
  readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly output_changes?: Readonly<Record<string, OutputChange>>;
  /** What could not be planned yet, and is to be in a later plan. */
  readonly deferred_changes?: readonly { readonly reason?: string; readonly resource_change?: ResourceChange }[];
  readonly configuration?: {
    readonly provider_config?: Readonly<Record<string, ProviderConfig>>;
    readonly root_module?: {
      readonly resources?: readonly { readonly address: string; readonly provider_config_key: string }[];
    };
  };
}

export interface OutputChange {
  readonly actions: readonly Action[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
}

export interface ResourceChange {
  readonly address: string;
  /** Where it was, if it is moved. */
  readonly previous_address?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** Identifies what a failed replacement left to be destroyed. */
  readonly deposed?: string;
  /** `replace_because_tainted`: a deployment failed after it was made, and Terraform does not trust it. */
  readonly action_reason?: string;
  readonly change: {
    readonly actions: readonly Action[];
    readonly importing?: { readonly id?: string };
    /** Attributes; null where the resource does not exist. */
    readonly before?: Attributes | null;
    readonly after?: Attributes | null;
    /** True for each attribute that is known after apply. */
    readonly after_unknown?: Attributes;
    /** True for whatever is sensitive, in the places of the values; false or empty where nothing is. */
    readonly before_sensitive?: unknown;
    readonly after_sensitive?: unknown;
    /** Paths of the attributes that force a replacement. */
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

export type Attributes = Readonly<Record<string, unknown>>;

/** `open` is of what exists during a run only. Newer versions may have actions that are not here. */
export type Action = "no-op" | "create" | "read" | "update" | "delete" | "forget" | "open";

export interface ProviderConfig {
  readonly alias?: string;
  readonly expressions?: {
    readonly region?: { readonly constant_value?: string };
    /** Whatever says the account: constants, or references to outputs of another stack. */
    readonly allowed_account_ids?: unknown;
    readonly assume_role?: unknown;
  };
}

/**
 * What is read of a state file.
 *
 * @see https://developer.hashicorp.com/terraform/language/state
 */
export interface StateJson {
  /** Moves on with every change of the state. */
  readonly serial?: number;
  /** Says which states are versions of one. */
  readonly lineage?: string;
  readonly outputs?: Readonly<Record<string, { readonly value?: unknown; readonly type?: unknown }>>;
  readonly resources?: readonly {
    /** `module.network`; absent in the root module, in which everything of this project is. */
    readonly module?: string;
    readonly mode: "managed" | "data";
    readonly type: string;
    readonly name: string;
    /** `provider["registry.terraform.io/hashicorp/aws"].eu-central-1` */
    readonly provider: string;
    readonly instances?: readonly {
      readonly attributes?: Attributes | null;
      /** Identifies what a failed replacement left to be destroyed. */
      readonly deposed?: string;
      readonly index_key?: number | string;
      readonly status?: "tainted";
    }[];
  }[];
}
