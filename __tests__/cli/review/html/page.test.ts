import { DOMParser } from "@xmldom/xmldom";
import { pageOf } from "../../../../cli/review/html/page";
import { change } from "../../plan/support";
import { resource, reviewed } from "../../../review/plans";
import { HOSTILE, hostilePlan } from "../hostile";

describe("the page of a review", () => {
  it("is well-formed whatever names hold, and has no element of theirs", () => {
    const html = pageOf(reviewed(Object.fromEntries(HOSTILE.slice(0, 4).map((text) => [text, hostilePlan()]))));
    const body = html.slice(html.indexOf("<body>"), html.indexOf("<script>")).concat("</body>");
    const document = new DOMParser({
      onError: (_, message) => {
        throw new Error(message);
      },
    }).parseFromString(body, "text/xml");
    for (const name of ["script", "img", "h1"]) {
      expect(document.getElementsByTagName(name)).toHaveLength(name === "h1" ? 1 : 0);
    }
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    expect(html).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });

  it("marks accounts and stacks by the worst that happens there", () => {
    const organization = {
      name: "org",
      units: [{ name: "Security", units: [], accounts: ["audit"] }],
      accounts: ["idle"],
    };
    const html = pageOf(
      reviewed(
        {
          "baseline-audit": [change("aws_kms_key.a", ["delete"])],
          "baseline-shop": [change("aws_iam_role.a", ["create"])],
        },
        { organization },
      ),
    );
    expect(html).toMatch(/<li class="critical">.*<code>audit<\/code>/);
    expect(html).toMatch(/<li class="unchanged">.*<code>idle<\/code>/);
    expect(html).toMatch(/<li class="changed">.*<code>shop<\/code>/);
    expect(html).toContain('<th scope="col"><code>baseline-*</code></th>');
  });

  it("is less than 5 MB, and counts what has no room", () => {
    const changes = Array.from({ length: 20_000 }, (_, index) =>
      resource(`aws_sns_topic.a${index}`, { name: "a" }, { name: "b".repeat(500) }),
    );
    const html = pageOf(reviewed({ a: changes }));
    expect(html.length).toBeLessThan(5_000_000);
    expect(html).toMatch(/<p>[\d,]+ more had no room; --json has them\.<\/p>/);
  });
});
