// Contrast as WCAG 2.2 asks for at level AA: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
import { FILLS, SCHEMES } from "../../../cli/html/palette";
import { CELL_FILLS } from "../../../cli/verify-logs/html/palette";
import { isCalm } from "../../../cli/verify-logs/html/states";
import type { CellState } from "../../../cli/verify-logs/html/states";

const TEXT = 4.5;
const GRAPHICS = 3;

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

it("computes contrast as WCAG does", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

describe.each(["light", "dark"] as const)("%s", (scheme) => {
  const { background, link, muted, panel, text } = SCHEMES[scheme];

  it.each(Object.entries({ text, muted, link }))("%s can be read on all that is behind it", (__, colour) => {
    expect(Math.min(...[background, panel].map((behind) => contrast(colour, behind)))).toBeGreaterThanOrEqual(TEXT);
  });

  it.each(Object.entries(FILLS[scheme]))("%s: its sign can be read, and its cell be seen", (name, { fill, ink }) => {
    expect(contrast(ink, fill)).toBeGreaterThanOrEqual(TEXT);
    // What is only outlined has no fill to be seen: its outline is in the colour of muted text.
    if (fill !== background) {
      expect(Math.min(...[background, panel].map((behind) => contrast(fill, behind)))).toBeGreaterThanOrEqual(GRAPHICS);
    } else {
      expect(name).toBe("plain");
    }
  });
});

it("leaves no cell without a fill that has to be seen", () => {
  const plain = Object.entries(CELL_FILLS).filter(([, fill]) => fill === "plain");
  expect(plain.every(([state]) => isCalm(state as CellState))).toBe(true);
});
