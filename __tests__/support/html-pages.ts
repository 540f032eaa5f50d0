import { readFileSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { startChromium } from "./chromium";

const ADDRESS = "http://report.example/";
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
export const WIDE = { width: 1400, height: 900 };

/** A page that is open, and what it did that it should not: requests besides its own, errors, refusals of its policy. */
export interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Opens pages in a browser that runs for the tests of a file. */
export function pagesInChromium(): (html: string, options?: BrowserContextOptions) => Promise<Opened> {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
  });
  return async (html, options = {}) => {
    const context = await browser.newContext({ viewport: WIDE, ...options });
    const complaints: string[] = [];
    await context.route("**/*", async (route) => {
      const url = route.request().url();
      if (url === ADDRESS) {
        await route.fulfill({ contentType: "text/html; charset=utf-8", body: html });
      } else {
        complaints.push(`asked for ${url}`);
        await route.abort();
      }
    });
    const page = await context.newPage();
    page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("dialog", (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(ADDRESS);
    return { page, complaints };
  };
}

/** The answer to a question in the language of the page, which has no types here. */
export const ask = (page: Page, question: string): Promise<unknown> => page.evaluate(question);

/** What axe finds against WCAG 2.2, level AA, and its own good practice. */
export async function barriers(page: Page): Promise<unknown> {
  await page.evaluate(AXE);
  return ask(
    page,
    "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html).join(' ')))",
  );
}
