/** Hours of a month, as AWS's calculator counts it. */
export const HOURS = 730;

/** Pages of AWS that several prices are from. */
export const CLOUDWATCH_PAGE = "https://aws.amazon.com/cloudwatch/pricing/";
export const KMS_PAGE = "https://aws.amazon.com/kms/pricing/";
