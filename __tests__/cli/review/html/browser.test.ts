// The page as people see it, in a real browser: https://playwright.dev/docs/library
import type { BrowserContextOptions, Page } from "playwright-core";
import { pageOf } from "../../../../cli/review/html/page";
import { FILLS, SCHEMES } from "../../../../cli/html/palette";
import type { ReviewReport } from "../../../../review/report";
import { ask, barriers, pagesInChromium, WIDE } from "../../../support/html-pages";
import type { Opened } from "../../../support/html-pages";
import { change } from "../../plan/support";
import { policy, resource, reviewed, TODAY } from "../../../review/plans";
import { hostilePlan } from "../hostile";

const PHONE = { width: 390, height: 800 };

const doc = (...Action: string[]) => ({ policy: policy({ Sid: "Read", Effect: "Allow", Action, Resource: "*" }) });
const FULL = reviewed(
  {
    "baseline-audit": [change("aws_kms_key.a", ["delete"]), change("aws_sns_topic.b", ["forget"])],
    "baseline-shop": [resource("aws_iam_policy.a", doc("s3:GetObject"), doc("s3:PutObject"))],
    "baseline-idle": [],
    "log-archive": [resource("aws_sqs_queue.a", { delay_seconds: 1 }, { delay_seconds: 2 })],
  },
  {
    notes: ["a note"],
    organization: {
      name: "example",
      units: [{ name: "Security", units: [], accounts: ["audit", "idle"] }],
      accounts: ["shop"],
    },
    acknowledgements: [{ rule: "forgotten", address: "*b", reason: "moved", expires: TODAY, at: "a:1" }],
  },
);

const openPage = pagesInChromium();

const open = (report: ReviewReport, options?: BrowserContextOptions): Promise<Opened> =>
  openPage(pageOf(report), options);

const visible = (page: Page) =>
  ask(page, "[...document.querySelectorAll('.item')].filter((one) => !one.hidden).length");

describe("the page of a review", () => {
  it.each([
    ["light", "full", WIDE, FULL],
    ["dark", "full", WIDE, FULL],
    ["light", "full, on a phone", PHONE, FULL],
    ["dark", "nothing", WIDE, reviewed({ a: [] })],
    ["light", "hostile", PHONE, reviewed({ a: hostilePlan() })],
  ] as const)(
    "has no barriers, no errors, and asks nobody for anything: %s, %s",
    async (colorScheme, _, viewport, report) => {
      const { complaints, page } = await open(report, { colorScheme, viewport });
      await page.locator("#unfold").click();
      expect(await barriers(page)).toEqual([]);
      expect(complaints).toEqual([]);
      // Nothing but the matrix scrolls sideways.
      expect(await ask(page, "document.documentElement.scrollWidth <= document.documentElement.clientWidth")).toBe(
        true,
      );
      const { LANDING_ZONE_PICTURES: pictures } = process.env;
      if (pictures !== undefined) {
        await page.screenshot({
          path: `${pictures}/review-${colorScheme}-${viewport.width}-${report.verdict}.png`,
          fullPage: true,
        });
      }
    },
  );

  it.each(["light", "dark"] as const)("follows the %s scheme of the system", async (colorScheme) => {
    const { page } = await open(FULL, { colorScheme });
    const colours = (await ask(
      page,
      "[document.body, document.querySelector('.mark.critical')].map((one) => getComputedStyle(one).backgroundColor)",
    )) as string[];
    const hex = colours.map(
      (colour) => `#${(colour.match(/\d+/g) ?? []).map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`,
    );
    expect(hex).toEqual([SCHEMES[colorScheme].background, FILLS[colorScheme].red.fill]);
  });

  it("searches by words, by keyboard alone, and says how many it shows", async () => {
    const { page } = await open(FULL);
    const all = await visible(page);
    await page.keyboard.press("/");
    await page.keyboard.type("PutObject  policy");
    expect(await visible(page)).toBe(2);
    expect(await page.locator("#status").textContent()).toBe(`2 of ${String(all)} dangers and changes shown`);
    await page.keyboard.press("Escape");
    expect(await visible(page)).toBe(all);
  });

  it("searches for the stack of a cell", async () => {
    const { page } = await open(FULL);
    await page.locator("#matrix button[data-search=log-archive]").focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("#search").inputValue()).toBe("log-archive");
    expect(await visible(page)).toBe(1);
  });

  it("folds and unfolds", async () => {
    const { page } = await open(FULL);
    const folds = () => ask(page, "[...document.querySelectorAll('details')].filter((one) => one.open).length");
    expect(await folds()).toBe(0);
    await page.locator("#unfold").click();
    expect(await folds()).toBe(4);
    await page.locator("#fold").click();
    expect(await folds()).toBe(0);
    // What is folded would not be on paper.
    await ask(page, "window.dispatchEvent(new Event('beforeprint'))");
    expect(await folds()).toBe(4);
    await page.locator("#fold").click();
    await page.locator("summary").first().focus();
    await page.keyboard.press("Enter");
    expect(await folds()).toBe(1);
  });

  it("would not run a program or load an image that somebody got into it", async () => {
    const { complaints, page } = await open(FULL);
    await ask(
      page,
      "document.body.append(Object.assign(new Image(), { src: 'http://attacker.example/' })); " +
        "const script = document.createElement('script'); script.append('window.ran = true'); document.body.append(script);",
    );
    await page.waitForTimeout(200);
    expect(await ask(page, "window.ran ?? false")).toBe(false);
    expect(complaints.join("\n")).not.toContain("asked for");
    expect(complaints.join("\n")).toContain("Content Security Policy");
  });
});
