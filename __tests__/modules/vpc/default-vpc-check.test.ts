import { DefaultVpcCheck } from "../../../modules/vpc/default-vpc-check";
import { synthesizeModule } from "../../support/terraform";
import type { Block } from "../../support/terraform";

describe("DefaultVpcCheck", () => {
  const template = synthesizeModule((stack, environment) => {
    for (const region of ["eu-west-1", "us-east-1"]) {
      new DefaultVpcCheck(stack, `default-vpc-${region}`, {
        environment: { ...environment, region },
        advice: "Delete it, it is ${n}.",
      });
    }
  });
  const { check, data } = template.json as unknown as Record<"check" | "data", Record<string, Block>>;
  const [vpcs = ""] = Object.keys(data.aws_vpcs ?? {});

  it("is there besides those of other regions", () => {
    expect(Object.keys(check)).toEqual(["default-vpc-eu-west-1", "default-vpc-us-east-1"]);
  });

  it("fails while there is a default VPC, and says where it is and what to do", () => {
    expect(check["default-vpc-eu-west-1"]?.assert).toEqual([
      {
        condition: `\${length(data.aws_vpcs.${vpcs}.ids) == 0}`,
        error_message:
          `Account 222222222222 has a default VPC in eu-west-1: \${join(", ", data.aws_vpcs.${vpcs}.ids)}. ` +
          "Delete it, it is $${n}.",
      },
    ]);
  });

  it("looks at no other VPC, and changes nothing", () => {
    expect(data.aws_vpcs?.[vpcs]).toMatchObject({
      filter: [
        { name: "owner-id", values: ["222222222222"] },
        { name: "is-default", values: ["true"] },
      ],
    });
    expect(template.addresses).toEqual([]);
  });
});
