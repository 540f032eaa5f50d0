/**
 * Types that AWS Config records the same in every region, unless it is told to leave them to one.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
 */
export const GLOBAL_RESOURCE_TYPES: readonly string[] = [
  "AWS::IAM::Group",
  "AWS::IAM::Policy",
  "AWS::IAM::Role",
  "AWS::IAM::User",
];
