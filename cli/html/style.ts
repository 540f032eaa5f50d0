/** Rules of every page: its text, links, code, what is said to screen readers only, and the verdict. */
export const BASE_RULES = `
* { box-sizing: border-box; }
html { scroll-padding: 1rem; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
body { margin: 0 auto; max-width: 110rem; padding: 1.5rem; background: var(--background); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", "DejaVu Sans", sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0 0 .25rem; }
p, ul { margin: .4rem 0; }
ul { padding-left: 1.25rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code { font-family: ui-monospace, SFMono-Regular, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace;
  font-size: .875em; overflow-wrap: anywhere; unicode-bidi: isolate-override; direction: ltr; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
.verdict { display: inline-block; margin: 0; padding: .15rem .7rem; border-radius: 1rem; font-weight: 700;
  background: var(--fill); color: var(--ink); }
`;
