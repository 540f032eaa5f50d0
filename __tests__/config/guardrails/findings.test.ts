import { leftOpenOn } from "../../../config/guardrails/left-open";
import { findingGuardrail } from "../../../config/guardrails/findings";
import { bySid, EXCEPT_DEPLOYMENT, input } from "./support";

describe("the guardrail of findings", () => {
  const { Findings, ...others } = bySid(findingGuardrail(input()));

  it("keeps everyone but who deploys from the stream, the probe and the collector, by their names", () => {
    expect(Findings).toMatchObject({
      Effect: "Deny",
      Resource: [
        "arn:aws:firehose:*:*:deliverystream/example-findings",
        "arn:aws:lambda:*:*:function:example-inspector-coverage",
        "arn:aws:lambda:*:*:function:example-cis-collector",
      ],
      Condition: EXCEPT_DEPLOYMENT,
    });
    expect(Findings?.NotAction).toEqual(leftOpenOn("stream", "function"));
    expect(others).toEqual({});
  });
});
