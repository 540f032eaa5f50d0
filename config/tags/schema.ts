import { z } from "zod";
import { text } from "../fields/text";

const tagKey = text(
  /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/u,
  "1 to 128 letters, digits, blanks and _.:/=+-@ that do not begin with aws:",
  "CostCenter",
);
const tagValue = text(
  /^[\p{L}\p{Z}\p{N}_.:/=+@-]{0,256}$/u,
  "at most 256 letters, digits, blanks and _.:/=+-@",
  "4711",
);

export const tags = z
  .record(tagKey, tagValue)
  .default({})
  .describe(
    "Tags of every resource that can carry tags, at most 40: keys of 1 to 128 and values of at most 256 letters, " +
      "digits, blanks and `_.:/=+-@`; keys that differ in more than case and do not begin with `aws:`. Default: " +
      "none besides the project's own two, `LandingZone` and `ManagedBy`.",
  );
