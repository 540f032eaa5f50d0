/**
 * The program of the page: search and folding. It makes no elements and reads nothing but what is on the page, which can be read without
 * it.
 */
export const SCRIPT = `
(() => {
  "use strict";
  const search = document.getElementById("search");
  const status = document.getElementById("status");
  const items = [...document.querySelectorAll(".item")].map((element) => [element, element.textContent.toLowerCase()]);
  const folds = [...document.querySelectorAll("details.item")];
  document.querySelector(".controls").hidden = false;
  const find = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const [element, text] of items) {
      const found = words.every((word) => text.includes(word));
      element.hidden = !found;
      if (found) shown += 1;
    }
    status.textContent = words.length === 0 ? "" : shown + " of " + items.length + " dangers and changes shown";
  };
  search.addEventListener("input", find);
  search.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") { search.value = ""; find(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(event.target.tagName)) { event.preventDefault(); search.focus(); }
  });
  const unfold = () => { for (const fold of folds) fold.open = true; };
  document.getElementById("unfold").addEventListener("click", unfold);
  window.addEventListener("beforeprint", unfold);
  document.getElementById("fold").addEventListener("click", () => { for (const fold of folds) fold.open = false; });
  for (const button of document.querySelectorAll("#matrix button")) {
    button.addEventListener("click", () => { search.value = button.dataset.search; find(); search.focus(); });
  }
})();
`;
