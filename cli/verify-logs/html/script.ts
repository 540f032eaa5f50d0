/**
 * The program of the page, for keys and the line under the map; all that it adds to is there without it. It makes no elements and
 * reads nothing but what is on the page.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/grid/
 */
export const SCRIPT = `
(() => {
  "use strict";
  const map = document.getElementById("map");
  const status = document.getElementById("status");
  const rows = [...map.rows].map((row) => [...row.querySelectorAll("a")]).filter((links) => links.length > 0);
  if (rows.length === 0) return;
  map.setAttribute("role", "grid");
  status.hidden = false;
  rows.flat().forEach((link) => { link.tabIndex = -1; });
  let current = rows[0][0];
  current.tabIndex = 0;

  const columnOf = (link) => {
    let column = 0;
    for (let cell = link.closest("td, th").previousElementSibling; cell; cell = cell.previousElementSibling) {
      column += cell.colSpan;
    }
    return column;
  };
  const nearest = (links, column) => {
    const distance = (link) => Math.abs(columnOf(link) - column);
    return links.reduce((best, link) => (distance(link) < distance(best) ? link : best));
  };
  const describe = (cell) => {
    const link = cell.querySelector("a");
    const name = [...cell.parentElement.querySelectorAll("th code")].map((code) => code.textContent).join(" ");
    const what = link ? link.getAttribute("aria-label").slice(2) : cell.textContent.slice(1);
    const heading = link && document.querySelector(link.hash + " h3");
    const why = heading ? ". " + heading.textContent.slice(1).trim() : "";
    status.textContent = (name || "worst of all") + ": " + what + why;
  };
  const go = (link) => {
    if (link) link.focus();
  };

  map.addEventListener("focusin", ({ target }) => {
    if (target.tagName !== "A") return;
    current.tabIndex = -1;
    current = target;
    current.tabIndex = 0;
    describe(target.closest("td, th"));
  });
  map.addEventListener("pointerover", ({ target }) => {
    const cell = target.closest("tbody td");
    if (cell && cell.className) describe(cell);
  });
  map.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    const row = rows.findIndex((links) => links.includes(current));
    const links = rows[row];
    const place = links.indexOf(current);
    const inRow = (index) => {
      const other = rows[Math.min(Math.max(index, 0), rows.length - 1)];
      return other === links ? current : nearest(other, columnOf(current));
    };
    const moves = {
      ArrowLeft: () => links[place - 1],
      ArrowRight: () => links[place + 1],
      ArrowUp: () => inRow(row - 1),
      ArrowDown: () => inRow(row + 1),
      PageUp: () => inRow(row - 10),
      PageDown: () => inRow(row + 10),
      Home: () => (event.ctrlKey ? rows[0] : links)[0],
      End: () => (event.ctrlKey ? rows[rows.length - 1] : links).slice(-1)[0],
    };
    if (!Object.hasOwn(moves, event.key)) return;
    if (event.ctrlKey && event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    go(moves[event.key]());
  });
})();
`;
