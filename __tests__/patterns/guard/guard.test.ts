import { guardProblem } from "../../../patterns/guard";

describe("Guard text is taken", () => {
  it.each([
    "rule has_owner { configuration.tags.owner !empty }",
    "configuration.tags.owner exists",
    "rule a when resourceType == 'AWS::S3::Bucket' {\n  b exists <<a { in a message>> # and one in a comment {\n}",
    "let buckets = Resources.*[ Type == /S3::Bucket{1}$/ ]\nrule a when %buckets !empty { %buckets.Name in ['a', \"b}\"] }",
    "rule a { b exists }\nrule c when a { d exists or e not empty }\nrule f { a\nc }",
    "rule a(values) { %values empty }\nrule b { a(configuration.c) }",
    "rule a { b.c[ d > 1 ] { e <= 2 } }",
  ])("%s", (text) => {
    expect(guardProblem(text)).toBeUndefined();
  });
});

describe("Guard text is refused", () => {
  it.each([
    ["", "line 1: there is no rule"],
    ["# a comment", "line 1: there is no rule"],
    ["rule a {\n  b exists", 'line 1: "{" is not closed'],
    ["rule a { b exists }\n}", 'line 2: "}" closes nothing'],
    ["rule a { b[ exists } ]", 'line 1: "}" closes nothing'],
    ['rule a {\n\n  b == "c\n}', "line 3: a string has no end"],
    ["rule a { b == 'c }", "line 1: a string has no end"],
    ["rule a { b == /c }", "line 1: a regular expression has no end"],
    ["rule a { b exists <<why }", "line 1: a message has no end"],
    ["rule { b exists }", "line 1: a rule needs a name"],
    ["rule a b { c exists }", 'line 1: after the name of a rule comes "{" or "when", not "b"'],
    ["rule a when b exists", "line 1: rule a has no conditions in braces"],
    ["rule a { }", "line 1: there is no condition"],
    ["rule a { b.c }", 'line 1: nothing is compared before "."'],
  ])("%s", (text, problem) => {
    expect(guardProblem(text)).toBe(problem);
  });
});
