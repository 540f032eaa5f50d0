import { Failure } from "../../console/failure";
import type { Relocation } from "../../log-integrity/relocate";
import { VERIFY_EXIT } from "./exit";

/** Reads `BUCKET[/PREFIX]=BUCKET[/PREFIX]`: where CloudTrail put objects, and where they are now. */
export function parseCopy(text: string): Relocation {
  const places = text.split("=");
  const [recorded, actual] = places.map((place) => /^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(place));
  if (places.length !== 2 || recorded == null || actual == null) {
    throw new Failure(
      `--copy: "${text}" is not BUCKET[/PREFIX]=BUCKET[/PREFIX]: where CloudTrail put the files, and where they are now.`,
      VERIFY_EXIT.usage,
    );
  }
  const place = ([, bucket = "", prefix = ""]: RegExpExecArray) => ({
    bucket,
    prefix: prefix.replace(/^\/+|\/+$/g, ""),
  });
  return { recorded: place(recorded), actual: place(actual) };
}
