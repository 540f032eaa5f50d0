import { z } from "zod";
import { ci } from "./ci-schema";
import { functions, ownFunctions } from "./functions-schema";
import { distinct } from "../fields/lists";
import { anyRegionName, text } from "../fields/text";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
const personName = text(/^[A-Za-z0-9_+=,.@-]{1,64}$/, "1 to 64 letters, digits and _+=,.@-", "alice");

const person = z
  .strictObject({
    name: personName.describe(
      "Name of the IAM user, user name in IAM Identity Center and subject of SAML, in capitals and small letters as it is there: " +
        "IAM has no two names that differ in case alone, and yet policies compare them.",
    ),
    create: z
      .boolean()
      .default(true)
      .describe(
        "With `users`, whether the IAM user is made, without password and keys, and deleted when the entry is removed; otherwise " +
          "it exists, and is only put into groups.",
      ),
    functions: distinct(z.array(z.string().meta({ examples: ["logReader"] })), "function")
      .default([])
      .describe("Keys of the catalog's functions or of `ownFunctions`. Default: none."),
  })
  .describe("Somebody with a responsibility.");

const identityCenter = z
  .strictObject({
    region: anyRegionName.describe("The one region that IAM Identity Center is set up in."),
    instanceArn: text(
      /^arn:aws(-[a-z]+)*:sso:::instance\/(sso)?ins-[A-Za-z0-9.-]{16}$/,
      "the ARN of an instance",
      "arn:aws:sso:::instance/ssoins-1234567890abcdef",
    )
      .optional()
      .describe("ARN of the instance. Default: looked up when it is deployed; an organization has one."),
    identityStoreId: text(/^d-[0-9a-f]{10}$/, "the id of an identity store", "d-1234567890")
      .optional()
      .describe("Id of the directory of the instance. Default: looked up."),
    groups: z
      .record(z.string(), text(/^\S(.{0,1022}\S)?$/, "1 to 1,024 characters", "Security Log Readers"))
      .default({})
      .describe(
        "Display names of the groups that have the functions, by key. Groups have to exist there, with their members. Default: " +
          "the name of the role.",
      )
      .meta({ examples: [{ logReader: "Security Log Readers" }] }),
  })
  .optional()
  .describe("IAM Identity Center, which is set up already; required with `identity-center` in `through`.");

const saml = z
  .strictObject({
    provider: text(/^[A-Za-z0-9_.-]{1,128}$/, "1 to 128 letters, digits and _.-", "example-idp").describe(
      "Name of the SAML provider, in every account that has a role.",
    ),
    metadata: z
      .string()
      .min(1)
      .meta({ examples: ["idp-metadata.xml"] })
      .optional()
      .describe("Path of the identity provider's metadata, from the folder of this file; required unless `existing`."),
    existing: z
      .boolean()
      .default(false)
      .describe(
        "Whether the SAML provider exists already in every account. When it is taken out of the file it stays, made or not, " +
          "and no role trusts it.",
      ),
  })
  .optional()
  .describe("A SAML identity provider of your own; required with `saml` in `through`.");

export const access = z
  .strictObject({
    identityAccount: z
      .string()
      .default("audit")
      .meta({ examples: ["audit"] })
      .describe(
        "Account that IAM users and their groups are in: `management`, `log-archive`, `audit`, the name of a workload account, or " +
          "an id in quotes.",
      ),
    through: distinct(z.array(z.enum(["users", "identity-center", "saml"])).min(1), "way")
      .default(["users"])
      .describe(
        "How people get in: as IAM users of groups with MFA, by permission sets of IAM Identity Center, by SAML, or several.",
      ),
    hardwareMfa: z
      .enum(["L1", "L1plus", "L2", "L2plus", "L3", "L3plus"])
      .optional()
      .describe(
        "Lowest FIDO certification of the security keys that IAM users register; then they register nothing else. AWS tells " +
          "the kind of a device when it is registered and never again, so devices that users have go on counting. Default: " +
          "any device.",
      ),
    people: distinct(z.array(person), "name", {
      field: "name",
      identity: (name) => name.toLowerCase(),
      fix: "write one entry with the functions of both; IAM takes names that differ in case alone for the same",
    })
      .default([])
      .describe("Who has which function. Whoever is removed loses access with the next deployment. Default: nobody."),
    functions,
    ownFunctions,
    identityCenter,
    saml,
    ci,
  })
  .optional()
  .describe(
    "Access of people and pipelines by their functions: groups, roles and permission sets, as docs/access.md explains. Default: none " +
      "is made.",
  );
