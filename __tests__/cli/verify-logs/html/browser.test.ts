// The page as people see it, in a real browser: https://playwright.dev/docs/library
import type { BrowserContextOptions, Page } from "playwright-core";
import { pageOf } from "../../../../cli/verify-logs/html/page";
import type { PageContext } from "../../../../cli/verify-logs/html/page";
import { FILLS, SCHEMES } from "../../../../cli/html/palette";
import type { Report } from "../../../../log-integrity/report";
import { startChromium } from "../../../support/chromium";
import { ask, barriers, pagesInChromium } from "../../../support/html-pages";
import type { Opened } from "../../../support/html-pages";
import { CONTEXT, everything, reportOf, spansOf, verified } from "./reports";

const openPage = pagesInChromium();

const open = (report: Report, options?: BrowserContextOptions, about: PageContext = CONTEXT): Promise<Opened> =>
  openPage(pageOf(report, about), options);

const focused = (page: Page) =>
  ask(page, "document.activeElement.getAttribute('aria-label') ?? document.activeElement.id");

const press = async (page: Page, ...keys: string[]): Promise<unknown> => {
  for (const key of keys) {
    await page.keyboard.press(key);
  }
  return focused(page);
};

const toMap = async (page: Page): Promise<unknown> => {
  await page.locator(".scroll").focus();
  return press(page, "Tab");
};

it("says how to install Chromium where it is missing", async () => {
  await expect(startChromium({ PATH: "/nowhere" })).rejects.toThrow(
    /^Chromium is not installed.* apt-get install chromium/,
  );
  await expect(startChromium({ LANDING_ZONE_CHROMIUM: "/nowhere/chrome" })).rejects.toThrow(
    "/nowhere/chrome is not installed",
  );
});

describe("the page", () => {
  it.each([
    ["light", "many", everything(240)],
    ["dark", "many", everything(240)],
    ["light", "one", everything(1)],
    ["dark", "one that is verified", verified(1, 90)],
    ["light", "none", reportOf(90, [])],
    ["light", "hours", verified(3, 2)],
  ] as const)("has no barriers, no errors, and asks nobody for anything: %s, %s", async (colorScheme, _, report) => {
    const { complaints, page } = await open(report, { colorScheme });
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each(["light", "dark"] as const)("follows the %s scheme of the system", async (colorScheme) => {
    const { page } = await open(everything(30), { colorScheme });
    const colours = (await ask(
      page,
      "[document.body, document.querySelector('td.failed')].map((one) => getComputedStyle(one).backgroundColor)",
    )) as string[];
    const hex = colours.map(
      (colour) => `#${(colour.match(/\d+/g) ?? []).map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`,
    );
    expect(hex).toEqual([SCHEMES[colorScheme].background, FILLS[colorScheme].red.fill]);
  });

  it("runs nothing that a name holds", async () => {
    const name = '</script><script>alert(1)</script><img src="http://attacker.example/" onerror="alert(2)">';
    const chain = { accountId: name, region: name, trail: name };
    const finding = {
      type: "missing",
      ...chain,
      from: 0,
      to: 1,
      hours: 1,
      isWholeChain: true,
      digests: [],
      logs: 0,
    } as const;
    const report = reportOf(90, [{ ...chain, spans: spansOf(90) }], [finding]);
    const { complaints, page } = await open(report, {}, { ...CONTEXT, notes: [name], archive: name });
    expect(await ask(page, "[document.scripts.length, document.images.length]")).toEqual([1, 0]);
    expect(complaints).toEqual([]);
  });

  it("would not run a program or load an image that somebody got into it", async () => {
    const { complaints, page } = await open(everything(1));
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

describe("the keyboard", () => {
  it("has one stop for the map, moves between what is not verified, and goes to what is said of it and back", async () => {
    const { page } = await open(everything(240));
    expect(await toMap(page)).toMatch(/^M missing, 2026-09-01/);
    // Down from the row of all to the first row that has anything, to the cell that is nearest.
    expect(await press(page, "ArrowDown")).toBe("F failed, 2026-10-01");
    expect(await press(page, "ArrowRight")).toBe("M missing, 2026-10-08");
    expect(await press(page, "ArrowRight")).toBe("M missing, 2026-10-08");
    expect(await page.locator("#status").textContent()).toBe(
      "111122220000 eu-west-1: missing, 2026-10-08. missing: hours without a digest",
    );
    expect(await press(page, "ArrowDown")).toBe("U unprotected, 2026-09-13 to 2026-09-18");
    expect(await press(page, "Control+End")).toMatch(/^[A-Z] /);
    expect(await press(page, "Control+Home", "ArrowDown", "Enter")).toMatch(/^e\d+$/);
    expect(await ask(page, "document.activeElement.querySelector('h3').textContent")).toMatch(/failed: log file/);
    await page.locator("article:focus a").click();
    expect(await focused(page)).toBe("F failed, 2026-10-01");
    expect(await press(page, "Tab")).not.toMatch(/^[A-Z] /);
  });

  it("reaches every cell that is not verified, and every finding of no known hour", async () => {
    const { page } = await open(everything(240));
    await toMap(page);
    await press(page, "Control+Home");
    const seen = new Set<unknown>();
    const here = () => ask(page, "[...document.querySelectorAll('#map a')].indexOf(document.activeElement)");
    const rows = (await ask(
      page,
      "[...document.querySelectorAll('#map tr')].filter((row) => row.querySelector('a')).length",
    )) as number;
    for (let row = 0; row < rows; row += 1) {
      await press(page, "Home");
      let last: unknown;
      do {
        last = await here();
        seen.add(last);
        await press(page, "ArrowRight");
      } while ((await here()) !== last);
      await press(page, "ArrowDown");
    }
    expect(seen.size).toBe(await page.locator("#map a").count());
  });

  it("is not needed: the line under the pointer is explained as well", async () => {
    const { page } = await open(everything(240));
    await page.locator("td.unprotected").nth(1).hover();
    expect(await page.locator("#status").textContent()).toMatch(
      /^\d{12} \S+: unprotected, .*validation or logging was off$/,
    );
    await page.locator("#map tbody tr.ok td").first().hover();
    expect(await page.locator("#status").textContent()).toMatch(/^\d{12} \S+: verified$/);
  });

  it("shows only the rows in which something is not verified, if it is asked to", async () => {
    const { page } = await open(everything(240));
    const visible = () => page.locator("#map tbody tr:visible").count();
    expect(await visible()).toBe(241);
    await page.locator("#only").focus();
    await press(page, "Space");
    expect(await visible()).toBe(10);
    expect(await toMap(page)).toMatch(/^M missing/);
  });
});

describe("without a program", () => {
  it("has map, filter, links and explanations all the same", async () => {
    const { page } = await open(everything(240), { javaScriptEnabled: false });
    await page.locator("#only").check();
    expect(await page.locator("#map tbody tr:visible").count()).toBe(10);
    await page.getByRole("link", { name: "F failed, 2026-10-01", exact: true }).last().click();
    expect(page.url()).toMatch(/#e\d+$/);
    expect(await page.locator("article:target h3").textContent()).toContain("failed: log file");
    expect(await page.locator("#status").isVisible()).toBe(false);
  });
});

describe("wherever it is looked at", () => {
  it.each([320, 380, 700, 1400, 2560])(
    "does not have to be scrolled sideways, %d pixels wide, but for the map",
    async (width) => {
      const { page } = await open(everything(240), { viewport: { width, height: 900 } });
      expect(await ask(page, "document.documentElement.scrollWidth")).toBe(width);
    },
  );

  it("moves without effects for whoever asks for it", async () => {
    const scroll = "getComputedStyle(document.documentElement).scrollBehavior";
    const { page } = await open(everything(1), { reducedMotion: "reduce" });
    expect(await ask(page, scroll)).toBe("auto");
    await page.emulateMedia({ reducedMotion: "no-preference" });
    expect(await ask(page, scroll)).toBe("smooth");
  });

  it("is printed whole, on white, and in colours", async () => {
    const { page } = await open(everything(240), { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    expect(
      await ask(
        page,
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.scroll')).overflowY, " +
          "getComputedStyle(document.body).printColorAdjust]",
      ),
    ).toEqual(["rgb(255, 255, 255)", "visible", "exact"]);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });

  it("is there within seconds for 2,500 accounts and regions over 90 days", async () => {
    const before = Date.now();
    const { complaints, page } = await open(everything(2500));
    expect(await toMap(page)).toMatch(/^[A-Z] /);
    expect(Date.now() - before).toBeLessThan(30_000);
    expect(complaints).toEqual([]);
  });
});
