/**
 * Text for an attribute or an element of XML or HTML; characters that XML does not have become question marks.
 *
 * @see https://www.w3.org/TR/xml/#charsets
 */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, "?")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
