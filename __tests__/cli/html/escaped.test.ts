// Text that goes into XML and HTML comes out as it was.
import { DOMParser } from "@xmldom/xmldom";
import { escaped } from "../../../cli/html/escaped";

it.each(['"', "'", "&", "&amp;", "<b>", "]]>", "<!--", '" onload="alert(1)'])("%s", (text) => {
  const { documentElement } = new DOMParser().parseFromString(
    `<a b="${escaped(text)}">${escaped(text)}</a>`,
    "text/xml",
  );
  expect(documentElement?.getAttribute("b")).toBe(text);
  expect(documentElement?.textContent).toBe(text);
  expect(documentElement?.attributes).toHaveLength(1);
});

it("puts a question mark for what XML does not have", () => {
  expect(escaped("a\u0000b\ud800c\uffff")).toBe("a?b?c?");
});
