import { z } from "zod";
import { FORMATS } from "../../aws/formats";
import { bySeverity, SEVERITIES } from "../detection/severity";
import type { Severity } from "../detection/severity";
import { distinct } from "../fields/lists";
import { arn, email, formatted, text } from "../fields/text";

// A user and password would be in plans and states, and SNS shows them to whoever may list its subscriptions.
const url = text(
  /^https:\/\/[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?([/?][!-~]*)?$/,
  "an https:// address in ASCII, without user:password@",
  "https://alerts.example.com/aws",
);

const emails = distinct(z.array(email), "address", { identity: (address) => address.toLowerCase() });

const severities = distinct(z.array(z.enum(SEVERITIES)).min(1), "severity")
  .default([...SEVERITIES])
  .describe("Severities that are sent there, one or more of `critical`, `high`, `medium` and `low`. Default: all.");

const route = (severity: Severity) =>
  z
    .strictObject({
      emails: emails
        .default([])
        .describe("E-mail addresses, besides those of `alerts.emails`. AWS asks each to confirm. Default: none."),
      https: distinct(z.array(url), "endpoint")
        .default([])
        .describe("Addresses that SNS posts to, such as of an on-call service; they confirm. Default: none."),
      queues: distinct(
        z.array(
          arn(
            "sqs",
            "any",
            "[A-Za-z0-9_-]{1,80}",
            "the ARN of an SQS queue",
            "arn:aws:sqs:eu-west-1:333333333333:tickets",
          ),
        ),
        "endpoint",
      )
        .default([])
        .describe("ARNs of SQS queues whose policies let the topic send, and that of tampering. Default: none."),
      functions: distinct(
        z.array(
          arn(
            "lambda",
            "any",
            "function:[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9_$-]+)?",
            "the ARN of a Lambda function",
            "arn:aws:lambda:eu-west-1:333333333333:function:triage",
          ),
        ),
        "endpoint",
      )
        .default([])
        .describe(
          "ARNs of Lambda functions whose policies let SNS invoke them, for the topic of tampering, too. Default: none.",
        ),
    })
    .prefault({})
    .describe(`Who is notified of what is ${severity}.`);

const routes = bySeverity(route);

const slack = z
  .strictObject({
    workspaceId: formatted(FORMATS.slackWorkspaceId).describe(
      "Id of the workspace, which has been authorized by hand in the console of Amazon Q Developer in chat applications.",
    ),
    channelId: formatted(FORMATS.slackChannelId).describe("Id of the channel, at the end of its link."),
    severities,
  })
  .describe("A Slack channel.");

const uuid = (what: string, example: string) => text(FORMATS.uuid.pattern, `the id of ${what}, a UUID`, example);

const teams = z
  .strictObject({
    tenantId: uuid("a Microsoft Entra tenant", "0f2ab7a1-4b1c-4b7e-9a4e-2f4f8f1c0a11").describe(
      "Id of the tenant, a UUID.",
    ),
    teamId: uuid("a team", "1f2ab7a1-4b1c-4b7e-9a4e-2f4f8f1c0a11").describe(
      "Id of the team, a UUID, which has been authorized by hand in the console of Amazon Q Developer in chat applications.",
    ),
    channelId: formatted(FORMATS.teamsChannelId).describe("Id of the channel, in its link."),
    severities,
  })
  .describe("A Microsoft Teams channel.");

export const alerts = z
  .strictObject({
    emails: emails
      .optional()
      .describe(
        "E-mail addresses that are notified of everything, whatever its severity, each once. AWS asks each to confirm. " +
          "Default: the audit account's.",
      ),
    routes: z.strictObject(routes).prefault({}).describe("Who is notified besides, by severity."),
    slack: distinct(z.array(slack), "channel", { field: "channelId" })
      .default([])
      .describe("Slack channels. Default: none."),
    teams: distinct(z.array(teams), "channel", { field: "channelId" })
      .default([])
      .describe("Microsoft Teams channels. Default: none."),
  })
  .prefault({})
  .describe("Who is notified.");
