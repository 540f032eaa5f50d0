/** Since when Amazon Inspector Classic is no more, in the commercial regions. */
export const CLASSIC_ENDED = "20 May 2026";

/** Kinds of rules packages, as `rules` of a target calls them. */
export type ClassicRules = "cis" | "cve" | "network-reachability" | "security-best-practices";

const KINDS = ["cve", "cis", "network-reachability", "security-best-practices"] as const;

/**
 * Ids of the rules packages of each region: CVE, CIS, network reachability, security best practices. AWS published them, and they
 * are in old states; nothing here is asked of AWS by them.
 *
 * @see https://docs.aws.amazon.com/inspector/v1/userguide/inspector_rules-arns.html
 */
// prettier-ignore
const PACKAGES: readonly (readonly [account: string, ...ids: (string | undefined)[]])[] = [
  ["316112463485", "0-gEjTy7T7", "0-rExsr2X8", "0-PmNV0Tcd", "0-R01qwB5Q"], // us-east-1
  ["646659390643", "0-JnA8Zp85", "0-m8r61nnh", "0-cE4kTR30", "0-AxKmMHPX"], // us-east-2
  ["166987590008", "0-TKgzoVOa", "0-xUY8iRqX", "0-TxmXimXF", "0-byoQRFYm"], // us-west-1
  ["758058086616", "0-9hgA516p", "0-H5hpSawc", "0-rD1z6dpl", "0-JJOtZiqQ"], // us-west-2
  ["162588757376", "0-LqnJE9dO", "0-PSUlX14m", "0-YxKfjFu1", "0-fs0IZZBj"], // ap-south-1
  ["406045910587", "0-gHP9oWNT", "0-7WNjqgGu", "0-YI95DVd7", "0-bBUQnxMq"], // ap-northeast-1
  ["526946625049", "0-PoGHMznc", "0-T9srhg1z", "0-s3OmLzhL", "0-2WRpmi4n"], // ap-northeast-2
  ["454640832652", "0-D5TGAxiR", "0-Vkd2Vxjq", "0-FLcuV4Gz", "0-asL6HRgN"], // ap-southeast-2
  ["537503971621", "0-wNqHa8M9", "0-nZrAVuv8", "0-6yunpJ91", "0-ZujVHEPB"], // eu-central-1
  ["357557129151", "0-ubA5XvBh", "0-sJBhCr0F", "0-SPzU33xe", "0-SnojL3Z6"], // eu-west-1
  ["146838936955", "0-kZGCqcE1", "0-IeCjwf1W", "0-AizSYyNq", "0-XApUiSaP"], // eu-west-2
  ["453420244670", "0-IgdgIewd", "0-Yn8jlX7f", "0-52Sn74uu", "0-HfBQSbSf"], // eu-north-1
  ["206278770380", "0-3IFKFuOb", "0-pTLCdIww", undefined, "0-vlgEGcVD"], // us-gov-east-1
  ["850862329162", "0-4oQgcI4G", "0-Ac4CFOuc", undefined, "0-rOTGqe5G"], // us-gov-west-1
];

const BY_PACKAGE: ReadonlyMap<string, ClassicRules> = new Map(
  PACKAGES.flatMap(([account, ...ids]) =>
    ids.flatMap((id, index): [string, ClassicRules][] => {
      const kind = KINDS[index];
      return id === undefined || kind === undefined ? [] : [[`${account}:rulespackage/${id}`, kind]];
    }),
  ),
);

/** What a rules package looks for, by its ARN; nothing where AWS published no such ARN. */
export function rulesOfPackage(arn: string): ClassicRules | undefined {
  return BY_PACKAGE.get(arn.split(":").slice(4).join(":"));
}
