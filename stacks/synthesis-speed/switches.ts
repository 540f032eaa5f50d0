const { version } = require("cdktf/package.json") as { version: string };

/** Whether cdktf is the version that the changes in this folder were written for, and they are not switched off. */
export const isFast = version.startsWith("0.21.") && process.env.LANDING_ZONE_PLAIN_CDKTF !== "1";

/** Whether errors about a token should name the line that made it. */
export const keepsCreationStacks = process.env.LANDING_ZONE_CREATION_STACKS === "1";

// cdktn has a switch of its own.
process.env.CDKTN_DISABLE_CREATION_STACK ??= keepsCreationStacks ? "0" : "1";
