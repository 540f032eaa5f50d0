import { FilterPatternError, parseFilterPattern } from "../../../patterns/filter-pattern";

function problem(text: string): FilterPatternError {
  try {
    parseFilterPattern(text);
  } catch (error) {
    if (error instanceof FilterPatternError) {
      return error;
    }
    throw error;
  }
  throw new Error(`${text} was taken`);
}

describe("an error says where it is, what was got and what is allowed", () => {
  it.each([
    // The value of several words that is known to have been deployed.
    [
      "{ ($.a = ConsoleLogin) && ($.b = Failed authentication) }",
      40,
      '"authentication"',
      "&&, || or ); a value of several words needs double quotes",
    ],
    ["{ $.errorMessage = Failed authentication }", 26, '"authentication"', "&&, || or }; a value of several words"],
    ["{", 1, "the end", "a selector like $.eventName, or ("],
    ["{}", 1, '"}"', "a selector"],
    ["{ eventName = x }", 2, '"eventName"', "a selector"],
    ["{ $ = x }", 3, '"$" alone', ".name"],
    ["{ $.a }", 6, '"}"', "=, !=, <, <=, >, >=, IS NULL, IS TRUE, IS FALSE or NOT EXISTS"],
    ["{ $.a EXISTS }", 6, '"EXISTS"', '= "*" is true of any value'],
    ["{ $.a", 5, "the end", "="],
    ["{ $.a =", 7, "the end", "a text, a number or a %regular expression%"],
    ["{ $.a == b }", 7, '"="', "a text, a number"],
    ["{ $.a = $.b }", 8, '"$.b"', "a text, a number"],
    ["{ $.a = b", 9, "the end", "&&, || or }"],
    ["{ ($.a = b }", 11, '"}"', "&&, || or )"],
    ["{ $.a = b) }", 9, '")"', "&&, || or }"],
    ["{ $.a = b } c", 12, '"c"', "nothing after the closing brace"],
    ["{ $.a = b && }", 13, '"}"', "a selector"],
    ["{ $.a = b & $.c = d }", 10, '"&"', "&&"],
    ["{ $.a = b | $.c = d }", 10, '"|"', "||"],
    ["{ $.a ! b }", 6, '"!"', "!="],
    ["{ $.a = b, $.c = d }", 9, '","', "other characters need double quotes"],
    ["{ $.a = 'b' }", 8, `"'"`, "other characters need double quotes"],
    ["{ $.a = grün }", 10, '"ü"', "other characters need double quotes"],
    ["{ $.a = 😀 }", 8, '"😀"', "other characters need double quotes"],
    ["{ $.a = us-east-1 }", 8, '"us-east-1"', "letters, digits, _ . and * only without double quotes"],
    ['{ $.a = "b }', 8, '"', "another double quote"],
    [String.raw`{ $.a = "b\" }`, 8, '"', "another double quote"],
    ["{ $.a = %b }", 8, '"%"', "another percent sign"],
    ["{ $.a < b }", 8, '"b"', "a number like 400"],
    ['{ $.a >= "4" }', 9, '"4"', "a number"],
    ["{ $.a > 4* }", 8, '"4*"', "a number"],
    ["{ $.a IS }", 9, '"}"', "NULL, TRUE, FALSE in capital letters"],
    ["{ $.a IS null }", 9, '"null"', "NULL, TRUE, FALSE in capital letters"],
    ["{ $.a NOT NULL }", 10, '"NULL"', "EXISTS in capital letters"],
    ["{ $.a is NULL }", 6, '"is"', "IS NULL"],
    ["{ $.a..b = c }", 5, '"." in a selector', ".name, .['any name'] or .*, [0] or [*]"],
    ["{ $.[0] = c }", 3, '"." in a selector', ".name, .['any name'] or .*"],
    ["{ $[0] = c }", 3, '"[" in a selector', ".name"],
    ["{ $.a[b] = c }", 5, '"[" in a selector', "[0] or [*]"],
    ["{ $.a[-1] = c }", 5, '"[" in a selector', "[0] or [*]"],
    ["{ $.a:b = c }", 5, '":" in a selector', ".['any name']"],
    ["{ $.['a = c }", 3, '"." in a selector', ".['any name']"],
    ["{ $.*.a[*] = c }", 7, "a second wildcard in a selector", "one"],
    ["{ $.a = %a!% }", 10, '"!" in a regular expression', "letters, digits, : _ #"],
    ["{ $.a = %(a)% }", 9, '"(" in a regular expression', "letters"],
    [String.raw`{ $.a = %\b% }`, 9, String.raw`"\b" in a regular expression`, String.raw`\d \D`],
    [String.raw`{ $.a = %\1% }`, 9, String.raw`"\1" in a regular expression`, String.raw`\d \D`],
    ["{ $.a = %a b% }", 10, '" " in a regular expression', "letters"],
    ["{ $.a = %ü% }", 9, '"ü" in a regular expression', "letters"],
    ["{ $.a = %[% }", 8, "%[%", "a regular expression"],
    ["{ $.a = %*a% }", 8, "%*a%", "a regular expression"],
    ["{ $.a = %% }", 8, "%%", "a regular expression between the percent signs"],
    ["{ $.a = %b% || $.a = %c% || $.a = %d% }", 34, "one more regular expression", "2 in a pattern"],
    ["[ip, user, ...]", 0, "a pattern for space-delimited events", "{ a JSON pattern } or terms"],
    ["  [ip]", 2, "a pattern for space-delimited events", "terms"],
    ["ERROR:", 5, '":"', "a space between terms"],
    ['"a""b"', 3, '"', "a space between terms"],
    ["ERROR - Exiting", 7, '" "', "a word of letters, digits and _"],
    ["-", 1, "the end", "a word"],
    ["??a", 1, '"?"', "a word"],
    ['say "hello', 4, '"', "a word"],
    ["50%", 2, '"%"', "a space between terms"],
    ["größe", 2, '"ö"', "a space between terms"],
    ["?ERROR ?WARN -DEBUG", 13, '"-DEBUG"', "? before all terms or before none"],
    ["ERROR ?WARN", 6, '"?WARN"', "? before all terms or before none"],
    ["}", 0, '"}"', "a word"],
  ])("%s", (text, offset, got, allowed) => {
    const error = problem(text);
    expect(error.message).toContain(`offset ${offset}: got ${got}`);
    expect(error.message.slice(error.message.indexOf("allowed is"))).toContain(allowed);
    expect(error.offset).toBe(offset);
    expect(error.name).toBe("FilterPatternError");
  });
});
