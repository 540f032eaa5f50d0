// Policies name resources by ARNs that are known before the resources are: whoever proves or reviews a policy sees what it is about.
// Only what AWS invents, ids of accounts among them, is referred to.
import { loadLandingZone } from "../../config/load";
import { EXAMPLE_FILES } from "../support/examples";
import { synthesizeLandingZone } from "../support/landing-zones";

/** What has to be there before what names it: the topic that a queue subscribes to, providers of identities that are trusted. */
const REFERRED_TO =
  /\{aws_(?:sns_topic\.delivery-topic|iam_openid_connect_provider\.[\w-]+|iam_saml_provider\.[\w-]+)\.arn\}$/;
/** What AWS invents: ids, and ARNs of keys, which have an id in them. */
const INVENTED =
  /aws_(?:(?:organizations_account|organizations_organization|cloudhsm_v2_cluster)[^}]*id|kms_key[^}]*arn)\}$/;

/** References of Terraform in every policy of a text of Terraform, whatever holds it. */
function referencesIn(value: unknown): string[] {
  if (typeof value === "string") {
    return value.startsWith("{") ? referencesIn(parsedJson(value)) : [];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return "Effect" in value
    ? (JSON.stringify(value).match(/(?<!\$)\$\{(?:aws_|data\.)[^}]*\}/g) ?? [])
    : Object.values(value).flatMap(referencesIn);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function referencesOf(example: string): string[] {
  const { stacks } = synthesizeLandingZone(loadLandingZone(example).landingZone);
  return [...new Set(Object.values(stacks).flatMap(referencesIn))];
}

it("finds references, where accounts are made", () => {
  expect(referencesOf("landing-zone.yaml").some((reference) => INVENTED.test(reference))).toBe(true);
});

it.each(EXAMPLE_FILES)("policies of %s name what they are about", (example) => {
  const references = referencesOf(example);
  expect(references.filter((reference) => !INVENTED.test(reference) && !REFERRED_TO.test(reference))).toEqual([]);
});
