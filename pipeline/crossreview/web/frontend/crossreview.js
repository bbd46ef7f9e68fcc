// What makes the pages quicker. All of them work without it.
import { Button, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink, createAll, isSupported } from "govuk-frontend";

// The library asks for this class, which the template of GOV.UK sets where scripts are modules.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
if (isSupported()) {
  for (const component of [ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink]) createAll(component);
  createAll(Button, { preventDoubleClick: true });
}

// Copying a citation, or the address of a search.
for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const of = document.getElementById(button.dataset.copies);
    const said = document.getElementById(button.dataset.says);
    try {
      await navigator.clipboard.writeText(of.href ?? of.textContent.trim());
      said.textContent = "Copied.";
    } catch {
      said.textContent = "It could not be copied: mark it and copy it by hand.";
    }
  });
}

// What goes on in the background is asked for until it has ended. Only what changed is changed: who reads the page, or
// has the focus in it, is not thrown back to its beginning.
const waiting = document.querySelector("[data-asks-again]");
if (waiting !== null) {
  const every = 1000 * Number(waiting.dataset.asksAgain);
  const look = async () => {
    let page;
    try {
      const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      setTimeout(look, 5 * every);
      return;
    }
    document.title = page.title;
    if (page.querySelector("[data-asks-again]") === null) {
      const main = document.getElementById("main");
      main.replaceChildren(...page.getElementById("main").childNodes);
      const heading = main.querySelector("h1");
      heading.tabIndex = -1;
      heading.focus();
      return;
    }
    for (const name of ["state", "progress-words"]) {
      const now = page.getElementById(name).textContent;
      const here = document.getElementById(name);
      if (here.textContent !== now) here.textContent = now;
    }
    document.getElementById("progress").value = page.getElementById("progress").getAttribute("value");
    setTimeout(look, every);
  };
  setTimeout(look, every);
}

// What has nothing to be scrolled needs no stop of the keyboard, and is no part of the page by itself.
const scrolled = document.querySelectorAll(".cr-table-scroll, .cr-chart");
const names = new Map([...scrolled].map((part) => [part, part.getAttribute("aria-label")]));
const measure = () => {
  for (const part of scrolled) {
    if (part.scrollWidth > part.clientWidth + 1) {
      part.tabIndex = 0;
      part.setAttribute("role", "region");
      part.setAttribute("aria-label", names.get(part));
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) part.removeAttribute(name);
    }
  }
};
measure();
window.addEventListener("resize", measure);

// A passage that is marked on an enlarged page is scrolled to.
for (const sheet of document.querySelectorAll(".cr-sheet")) {
  const mark = sheet.querySelector(".cr-sheet__mark");
  if (mark === null) continue;
  const [outer, inner] = [sheet.getBoundingClientRect(), mark.getBoundingClientRect()];
  if (inner.bottom > outer.bottom) sheet.scrollTop += inner.top - outer.top - 40;
  if (inner.right > outer.right) sheet.scrollLeft += inner.left - outer.left - 40;
}

// Marking words in the text of a page puts them into the box for a statement that was missed, unless somebody has
// written something else there.
for (const text of document.querySelectorAll("[data-fills]")) {
  const box = document.getElementById(text.dataset.fills);
  let filled = box.value;
  const take = () => {
    const marked = window.getSelection();
    const words = marked.toString().replace(/\s+/g, " ").trim();
    if (words.length < 12 || !text.contains(marked.anchorNode) || !text.contains(marked.focusNode)) return;
    const said = document.getElementById(text.dataset.says);
    if (box.value.trim() !== "" && box.value !== filled) {
      said.textContent = "What you wrote is kept. Empty the box first to take the words that you marked.";
      return;
    }
    box.value = filled = words;
    said.textContent = "The words that you marked are in the box.";
  };
  text.addEventListener("pointerup", () => setTimeout(take));
  text.addEventListener("keyup", take);
}
