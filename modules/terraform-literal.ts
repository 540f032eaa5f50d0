import { Token } from "cdktf";

/** What cdktf would take for a token of its own: of a text, a list or a map, and the values that mark a map's token. */
const TOKEN_WORD = /(?<=Tf)Token(?=\[)|(?<=Map )Token(?= Value)/g;
/** What cdktf looks for encoded numbers in: -8.109562212591379e+298 may be one. */
const EXPONENTIAL = /[-|\d.+]+e[-|\d.eE+]+/g;

/**
 * Text that Terraform or cdktf would take for their own, as `${`, `%{` and `${TfToken[TOKEN.0]}` are, written so that
 * Terraform makes the same text of it. It may be part of JSON, as what is added has no quotes.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export function terraformLiteral(text: string): string {
  return text
    .replaceAll("${", () => "$${")
    .replaceAll("%{", () => "%%{")
    .replaceAll(TOKEN_WORD, interrupted)
    .replaceAll(EXPONENTIAL, (number) =>
      Token.isUnresolved(parseFloat(number)) ? number.replaceAll("e", interrupted) : number,
    );
}

/** The same to Terraform, and to cdktf no part of the text around it. */
function interrupted(word: string): string {
  return `%{ if true }${word}%{ endif }`;
}
