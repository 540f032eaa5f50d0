/** Colours of one scheme, as `#rrggbb`. */
export interface Scheme {
  readonly background: string;
  readonly panel: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly link: string;
}

/** What something is filled with, and what is written on it. */
export interface Fill {
  readonly fill: string;
  readonly ink: string;
}

/** Fills that can be told from each other and from the page; `plain` is the page itself. */
export type FillName = "red" | "purple" | "orange" | "blue" | "grey" | "green" | "plain";

/** @see https://www.w3.org/TR/WCAG22/#contrast-minimum which `palette.test.ts` holds them to */
export const SCHEMES: Readonly<Record<"light" | "dark", Scheme>> = {
  light: {
    background: "#ffffff",
    panel: "#f6f8fa",
    text: "#1f2328",
    muted: "#57606a",
    line: "#d0d7de",
    link: "#0550ae",
  },
  dark: {
    background: "#0d1117",
    panel: "#161b22",
    text: "#e6edf3",
    muted: "#9aa4af",
    line: "#30363d",
    link: "#79b8ff",
  },
};

export const FILLS: Readonly<Record<"light" | "dark", Readonly<Record<FillName, Fill>>>> = {
  light: {
    red: { fill: "#c62828", ink: "#ffffff" },
    purple: { fill: "#7b1fa2", ink: "#ffffff" },
    orange: { fill: "#a34700", ink: "#ffffff" },
    blue: { fill: "#1565c0", ink: "#ffffff" },
    grey: { fill: "#5f6b76", ink: "#ffffff" },
    green: { fill: "#4c9f70", ink: "#0b1f14" },
    plain: { fill: "#ffffff", ink: "#57606a" },
  },
  dark: {
    red: { fill: "#ff7b72", ink: "#1c0504" },
    purple: { fill: "#d2a8ff", ink: "#17081f" },
    orange: { fill: "#ffa657", ink: "#1f1002" },
    blue: { fill: "#79b8ff", ink: "#04121f" },
    grey: { fill: "#a9b4c0", ink: "#0d1117" },
    green: { fill: "#2b7a4f", ink: "#ffffff" },
    plain: { fill: "#0d1117", ink: "#9aa4af" },
  },
};

/** Rules of the colours of both schemes: of the page, and of classes. @param also declarations of the root */
export function colourRules(classes: Readonly<Record<string, FillName>>, also = ""): string {
  const cells = (scheme: "light" | "dark"): string =>
    Object.entries(classes)
      .map(([name, fill]) => `.${name} { --fill: ${FILLS[scheme][fill].fill}; --ink: ${FILLS[scheme][fill].ink}; }`)
      .join("\n");
  return `
:root { color-scheme: light dark; ${variables(SCHEMES.light)} ${also}}
${cells("light")}
@media screen and (prefers-color-scheme: dark) {
:root { ${variables(SCHEMES.dark)} }
${cells("dark")}
}
`;
}

function variables({ background, line, link, muted, panel, text }: Scheme): string {
  return Object.entries({ background, panel, text, muted, line, link })
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(" ");
}
