import { serviceTrust } from "../../../modules/iam/service-trust";

describe("serviceTrust", () => {
  it("lets one service assume the role, and nobody else", () => {
    expect(JSON.parse(serviceTrust("config.amazonaws.com"))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ServiceAssumesRole",
          Effect: "Allow",
          Principal: { Service: "config.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ],
    });
  });

  it("sets no condition, because one that a service never meets fails silently", () => {
    expect(serviceTrust("cloudtrail.amazonaws.com")).not.toContain("Condition");
  });
});
