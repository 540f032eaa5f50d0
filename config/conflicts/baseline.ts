import { FLOW_LOG_FIELDS } from "../../aws/flow-log-fields";
import { REGIONS } from "../../aws/regions";
import { entriesOf } from "../readable";
import type { Reading, Written } from "../readable";
import type { Finding } from "../source/document";
import { unknown } from "./finding";
import type { Findings } from "./finding";
import type { Rule } from "./rule";

/** A VPC's flow log in fields that AWS does not know is refused only when it is made. */
function unknownFlowLogFields({ flowLogs }: Reading): Finding[] {
  return unknown(entriesOf(flowLogs?.fields, ["flowLogs", "fields"]), FLOW_LOG_FIELDS, "flow logs have no such field");
}

/** AWS's SDKs know no endpoint of Account Management there; it keeps the contacts of accounts. */
function contactInGovCloud({ homeRegion = "" }: Reading, written: Written): Findings {
  const path = ["baseline", "securityContact"];
  return written(path) && REGIONS.get(homeRegion)?.partition === "aws-us-gov"
    ? {
        path,
        message: "AWS Account Management, which keeps contacts of accounts, is not in partition aws-us-gov",
        got: `home region ${homeRegion}`,
        fix: "remove it, and set the contact of the commercial account that each account of GovCloud belongs to",
      }
    : [];
}

export const BASELINE_RULES = [unknownFlowLogFields, contactInGovCloud] satisfies Rule[];
