import { REGIONS } from "../../aws/regions";
import { entriesOf, located, present } from "../readable";
import type { Reading, Written } from "../readable";
import type { Finding } from "../source/document";
import { wrong } from "./finding";
import type { Findings } from "./finding";
import type { Rule } from "./rule";

/** Where a key store of another Region would have to be. */
function replicaInKeyStore({ keyStore }: Reading): Finding[] {
  return entriesOf(keyStore?.logs, ["keyStore", "logs"])
    .filter(({ value }) => value === "replica")
    .map((log) =>
      wrong(log, "the copies are in another Region, whose key needs a cluster and a key store of its own there", {
        fix: "remove it: the copies stay encrypted with the key of the replica",
      }),
    );
}

/** What should encrypt the logs has to be there. */
function encryptionWithoutKeyStore({ archive, keyStore }: Reading, written: Written): Findings {
  const encryption = archive?.encryption;
  if (encryption === undefined || encryption === "kms") {
    return [];
  }
  const path = ["archive", "encryption"];
  if (!written(["keyStore"])) {
    return {
      path,
      message: "there is no key store that could encrypt the logs",
      got: `"${encryption}"`,
      fix: `add keyStore: with type: ${encryption}, or set encryption: kms`,
    };
  }
  return keyStore?.type === undefined || keyStore.type === encryption
    ? []
    : {
        path,
        message: `the key store is of the type ${keyStore.type}`,
        got: `"${encryption}"`,
        allowed: `kms, ${keyStore.type}`,
        fix: `set encryption: ${keyStore.type}, or kms`,
      };
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/create-keystore.html */
function keyInOtherAccount({ archive, keyStore }: Reading): Findings {
  return keyStore === undefined || archive?.logKeyAccount !== "audit"
    ? []
    : {
        path: ["archive", "logKeyAccount"],
        message: "cluster, key store and key have to be in one account, with the log key beside them to move back to",
        got: '"audit"',
        allowed: "log-archive, as there is a keyStore",
        fix: "set logKeyAccount: log-archive, or remove keyStore",
      };
}

function zonesElsewhere({ homeRegion, keyStore }: Reading): Finding[] {
  if (keyStore?.type !== "cloudhsm" || homeRegion === undefined) {
    return [];
  }
  return entriesOf(keyStore.availabilityZones, ["keyStore", "availabilityZones"])
    .filter(({ value }) => value.slice(0, -1) !== homeRegion)
    .map((zone) =>
      wrong(zone, "not a zone of the home region, where the bucket is that the key encrypts", {
        allowed: `zones of ${homeRegion}, such as ${homeRegion}a`,
      }),
    );
}

function network({ keyStore }: Reading, written: Written): Finding[] {
  if (keyStore?.type !== "cloudhsm") {
    return [];
  }
  const path = ["keyStore", "network"];
  const { availabilityZones, network: chosen } = keyStore;
  if (written([...path, "cidr"]) && written([...path, "subnets"])) {
    return [
      {
        path: [...path, "cidr"],
        message: "a VPC is made, or subnets are given, not both",
        fix: "remove cidr, or remove subnets",
      },
    ];
  }
  const zones = present(availabilityZones).length;
  const subnets = located(chosen?.subnets, [...path, "subnets"])
    .filter(({ value }) => zones === availabilityZones?.length && value.length !== zones)
    .map(({ path, value }) => ({
      path,
      message: "there have to be as many subnets as Availability Zones, in the same order",
      got: `${value.length} subnets, ${zones} zones`,
      fix: "give one subnet for each zone",
    }));
  return [
    ...subnets,
    ...located(chosen?.cidr, [...path, "cidr"]).flatMap((cidr) => [misalignedCidr(cidr), reservedCidr(cidr)].flat()),
  ];
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const RESERVED = /^(0|127|22[4-9]|2[3-5][0-9])\.|^169\.254\./;

/** Addresses that no VPC can have, as they mean the host itself, its link or a group. */
function reservedCidr(cidr: { readonly value: string; readonly path: Finding["path"] }): Findings {
  return RESERVED.test(cidr.value)
    ? wrong(cidr, "reserved addresses, which no VPC can have", { allowed: "a private block, such as 10.111.0.0/24" })
    : [];
}

/** AWS clears the bits of the hosts, and the plan would show a change for ever. */
function misalignedCidr(cidr: { readonly value: string; readonly path: Finding["path"] }): Findings {
  const [address = "", length = ""] = cidr.value.split("/");
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(length));
  const first = number - (number % size);
  const written = [24, 16, 8, 0].map((bits) => Math.floor(first / 2 ** bits) % 256).join(".");
  return first === number
    ? []
    : wrong(cidr, "not the first address of a block of this size", { fix: `did you mean ${written}/${length}?` });
}

/** What a phase needs, and the phase before it did not. */
function lackingInPhase({ keyStore }: Reading, written: Written): Finding[] {
  if (keyStore === undefined) {
    return [];
  }
  const { phase } = keyStore;
  const needed =
    keyStore.type === "cloudhsm" && (phase === "store" || phase === "active")
      ? {
          key: "trustAnchor",
          message: "is missing: KMS checks with it that the cluster is yours",
          fix: "add trustAnchor: with the path of customerCA.crt, which signed the cluster's certificate",
        }
      : keyStore.type === "external" && phase === "active"
        ? {
            key: "keyId",
            message: "is missing: KMS makes no keys in an external key manager",
            fix: "add keyId: with the id of an AES key of 256 bits there",
          }
        : undefined;
  return needed === undefined || written(["keyStore", needed.key])
    ? []
    : [
        {
          path: ["keyStore", "phase"],
          message: `keyStore.${needed.key} ${needed.message}`,
          got: `phase: ${String(phase)}`,
          fix: needed.fix,
        },
      ];
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/keystore-external.html */
function externalInChina({ homeRegion, keyStore }: Reading): Findings {
  return keyStore?.type !== "external" || homeRegion === undefined || REGIONS.get(homeRegion)?.partition !== "aws-cn"
    ? []
    : {
        path: ["keyStore", "type"],
        message: `KMS has no external key stores in China, where homeRegion is (${homeRegion})`,
        got: '"external"',
        fix: "remove keyStore",
      };
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/choose-xks-connectivity.html */
function endpointService({ homeRegion, keyStore }: Reading, written: Written): Finding[] {
  if (keyStore?.type !== "external") {
    return [];
  }
  const path = ["keyStore", "endpointService"];
  const isWritten = written(path);
  if (keyStore.connectivity === "vpc-endpoint-service" && !isWritten) {
    return [
      {
        path: ["keyStore", "connectivity"],
        message: "keyStore.endpointService is missing: KMS reaches the proxy by it",
        got: "connectivity: vpc-endpoint-service",
        fix: "add endpointService: with the name of the VPC endpoint service",
      },
    ];
  }
  if (keyStore.connectivity === "public-endpoint" && isWritten) {
    return [
      {
        path,
        message: "KMS reaches a public endpoint without a VPC endpoint service",
        fix: "remove it, or set connectivity: vpc-endpoint-service",
      },
    ];
  }
  return located(keyStore.endpointService, path)
    .filter(({ value }) => homeRegion !== undefined && value.split(".")[3] !== homeRegion)
    .map((service) =>
      wrong(service, "the VPC endpoint service has to be in the Region of the key store", {
        allowed: `a service of ${String(homeRegion)}`,
      }),
    );
}

export const KEY_STORE_RULES = [
  encryptionWithoutKeyStore,
  endpointService,
  externalInChina,
  keyInOtherAccount,
  lackingInPhase,
  network,
  replicaInKeyStore,
  zonesElsewhere,
] satisfies Rule[];
