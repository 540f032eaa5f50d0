export interface Listing {
  readonly keys: readonly string[];
  /** Token of the next page, if there is one. */
  readonly next?: string;
}

/**
 * Reads a page of ListObjectsV2 whose keys are URL-encoded, so that there is nothing of XML in them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function parseListing(xml: string): Listing {
  const keys: string[] = [];
  for (let start = xml.indexOf(OPENING); start !== -1; start = xml.indexOf(OPENING, start)) {
    start += OPENING.length;
    const key = xml.slice(start, xml.indexOf("<", start));
    keys.push(PLAIN.test(key) ? key : decodeURIComponent(unescaped(key).replaceAll("+", " ")));
  }
  const next = /<NextContinuationToken>([^<]*)</.exec(xml)?.[1];
  return { keys, ...(next === undefined ? {} : { next: unescaped(next) }) };
}

const OPENING = "<Key>";
const PLAIN = /^[A-Za-z0-9/._-]*$/;

function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}
