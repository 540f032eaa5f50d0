import { terraformLiteral } from "../../modules/terraform-literal";

describe("terraformLiteral", () => {
  it.each([
    ["${srcaddr} ${dstaddr}", "$${srcaddr} $${dstaddr}"],
    ["%{if}", "%%{if}"],
    ["costs $5, 100% sure {or so}", "costs $5, 100% sure {or so}"],
  ])("hands %s to Terraform as %s", (text, literal) => {
    expect(terraformLiteral(text)).toBe(literal);
  });
});
