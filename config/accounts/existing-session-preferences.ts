import { z } from "zod";
import { distinct } from "../fields/lists";
import { regionName } from "../fields/text";

/** @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-configure-preferences.html */
export const existingSessionPreferences = distinct(z.array(regionName), "region")
  .optional()
  .describe(
    "Regions, among `regions`, in which this account has preferences of Session Manager already, as whoever saved them in " +
      "the console made them: the document `SSM-SessionManagerRunShell` is adopted there, and gets what `hosts.sessions` " +
      "says. Find out in each region with `aws ssm describe-document --name SSM-SessionManagerRunShell`. " +
      "Default: none; with `hosts.sessions.enabled` the documents are created.",
  );
