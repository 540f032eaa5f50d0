import { z } from "zod";
import { FORMATS } from "../../aws/formats";
import { distinct } from "../fields/lists";
import { wholeNumber } from "../fields/numbers";
import { formatted, text } from "../fields/text";

/** Logs of the archive that are encrypted with a key; those of buckets without one are not among them. */
const logs = distinct(z.array(z.enum(["trail", "config", "replica"])).min(1), "log")
  .default(["trail"])
  .describe(
    "Logs that are encrypted with the key of the key store: `trail`, `config`. `replica` is refused, as the copies are " +
      "in another Region, which needs a cluster and a key store of its own.",
  );

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/create-keystore.html */
const trustAnchor = text(/^\S(.*\S)?$/, "the path of a file with a certificate in PEM", "customerCA.crt")
  .optional()
  .describe(
    "Path of the certificate that signed the cluster's, from the folder of this file on: PEM, self-signed, at most 5,000 " +
      "characters. CloudHSM never gives it back, so keep the file. Required from `phase: store` on.",
  );

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
const network = z
  .strictObject({
    cidr: formatted(FORMATS.hsmNetwork)
      .optional()
      .describe("Addresses of a VPC that is made for the HSMs, and that leads nowhere. Default: `10.111.0.0/24`."),
    subnets: distinct(
      z
        .array(text(/^subnet-[0-9a-f]{8,17}$/, "the id of a subnet", "subnet-0123456789abcdef0"))
        .min(2, "must have at least 2 subnets, in different zones"),
      "subnet",
    )
      .optional()
      .describe(
        "Ids of private subnets of the log-archive account that exist already, one for each of `availabilityZones`, in " +
          "their order. Default: a VPC is made.",
      ),
  })
  .prefault({})
  .describe("Network of the HSMs. Another one later would replace the cluster, which is refused.");

const cloudhsm = z
  .strictObject({
    type: z
      .literal("cloudhsm")
      .describe("A CloudHSM cluster of your own: HSMs of the type hsm2m.medium, at more than USD 1,000 a month each."),
    phase: z
      .enum(["cluster", "store", "active"])
      .describe(
        "How far it is: `cluster` makes the cluster and one HSM; `store`, after the ceremony, the other HSMs and the key " +
          "store; `active`, once the key store is connected, the key. `landing-zone hsm status` says when to go on.",
      ),
    logs,
    mode: z
      .enum(["FIPS", "NON_FIPS"])
      .default("FIPS")
      .describe(
        "Whether the HSMs work as FIPS 140-3 demands. Another mode later would replace the cluster, which is refused.",
      ),
    availabilityZones: distinct(
      z
        .array(
          text(
            /^[a-z]{2,4}(-[a-z]+)+-[0-9]+[a-z]$/,
            "the name of an Availability Zone, such as eu-west-1a",
            "eu-west-1a",
          ),
        )
        .min(2, "must have at least 2 zones: a key store needs active HSMs in two of them")
        .max(6, "must have at most 6 zones, one HSM each"),
      "zone",
    ).describe(
      "Availability Zones of `homeRegion`, two or more, with an HSM in each, made in this order. Not every zone has " +
        "CloudHSM: a plan says which have it not. Another list later would replace the cluster, which is refused.",
    ),
    network,
    trustAnchor,
    backupRetentionDays: wholeNumber(7, 379)
      .default(90)
      .meta({ examples: [365] })
      .describe("Days that CloudHSM keeps the cluster's backups, 7 to 379; set by `landing-zone hsm backups`."),
    clientHost: z
      .boolean()
      .default(false)
      .describe(
        "Whether there is a host in the VPC, reached by Session Manager, to run the CloudHSM CLI on. For the ceremony: " +
          "remove it afterwards.",
      ),
  })
  .describe("KMS keys whose material is in HSMs of your own.");

/**
 * Lengths are KMS's.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/create-xks-keystore.html
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html
 */
const external = z
  .strictObject({
    type: z.literal("external").describe("A key manager outside of AWS, behind an external key store proxy (XKS)."),
    phase: z
      .enum(["store", "active"])
      .describe("How far it is: `store` makes the key store; `active`, once it is connected, the key."),
    logs,
    connectivity: z
      .enum(["public-endpoint", "vpc-endpoint-service"])
      .describe("How KMS reaches the proxy: over the internet, or by a VPC endpoint service."),
    endpoint: formatted(FORMATS.xksEndpoint).describe(
      "Address of the proxy, without a path; with `vpc-endpoint-service`, `https://` and the service's private DNS name.",
    ),
    path: formatted(FORMATS.xksPath).default("/kms/xks/v1").describe("Path of the proxy's API."),
    endpointService: formatted(FORMATS.xksEndpointService)
      .optional()
      .describe("Name of the VPC endpoint service in `homeRegion`; required with `vpc-endpoint-service`."),
    keyId: text(/^[A-Za-z0-9_.-]{1,128}$/, "1 to 128 letters, digits and _.-", "example-org-logs")
      .optional()
      .describe("Id of the key in the external key manager: AES with 256 bits. Required from `phase: active` on."),
  })
  .describe("KMS keys whose material is in a key manager outside of AWS.");

export const keyStore = z
  .discriminatedUnion("type", [cloudhsm, external])
  .optional()
  .describe(
    "A KMS custom key store in the log-archive account, in `homeRegion`. The log key stays beside it, so that there is a " +
      "way back. Default: none.",
  );
