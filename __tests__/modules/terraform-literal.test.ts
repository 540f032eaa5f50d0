import { App, TerraformOutput, TerraformStack, Testing } from "cdktf";
import { terraformLiteral } from "../../modules/terraform-literal";

describe("terraformLiteral", () => {
  it.each([
    ["${srcaddr} ${dstaddr}", "$${srcaddr} $${dstaddr}"],
    ["%{if}", "%%{if}"],
    ["costs $5, 100% sure {or so}", "costs $5, 100% sure {or so}"],
  ])("hands %s to Terraform as %s", (text, literal) => {
    expect(terraformLiteral(text)).toBe(literal);
  });

  it.each([
    ["${TfToken[TOKEN.0]}", "$${Tf%{ if true }Token%{ endif }[TOKEN.0]}"],
    ["#{TfToken[TOKEN.0]}", "#{Tf%{ if true }Token%{ endif }[TOKEN.0]}"],
    ["&{TfToken[TOKEN.0]}", "&{Tf%{ if true }Token%{ endif }[TOKEN.0]}"],
    ["String Map Token Value", "String Map %{ if true }Token%{ endif } Value"],
    ["-8.109562212591379e+298", "-8.109562212591379%{ if true }e%{ endif }+298"],
    ["a Token of 1e5 and Tf Token[0]", "a Token of 1e5 and Tf Token[0]"],
  ])("passes %s through cdktf as %s, which Terraform evaluates to the text", (text, literal) => {
    const stack = new TerraformStack(new App(), "stack");
    new TerraformOutput(stack, "output", { value: { [terraformLiteral(text)]: [terraformLiteral(text)] } });
    const { output } = JSON.parse(Testing.synth(stack)) as { output: { output: { value: unknown } } };
    expect(output.output.value).toEqual({ [literal]: [literal] });
  });
});
