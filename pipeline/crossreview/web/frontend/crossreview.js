// What makes the pages quicker. All of them work without it.
import { Button, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink, createAll, isSupported } from "govuk-frontend";

document.body.classList.add("js-enabled");
if (isSupported()) {
  document.body.classList.add("govuk-frontend-supported");
  for (const component of [ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink]) createAll(component);
  createAll(Button, { preventDoubleClick: true });
}

// A change of a filter or of the order is a new search.
for (const form of document.querySelectorAll("form[data-at-once]")) {
  form.addEventListener("change", (event) => {
    if (event.target.closest("[data-waits]") === null) form.requestSubmit();
  });
}

// Copying a citation.
for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const words = document.getElementById(button.dataset.copies).textContent.trim();
    const said = document.getElementById(button.dataset.says);
    try {
      await navigator.clipboard.writeText(words);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "It could not be copied: mark it and copy it by hand.";
    }
  });
}

// What goes on in the background is asked for until it has ended.
const waiting = document.querySelector("[data-asks-again]");
if (waiting !== null) {
  setTimeout(() => window.location.reload(), 1000 * Number(waiting.dataset.asksAgain));
}

// Marking words in the text of a page puts them into the box for a statement that was missed.
for (const text of document.querySelectorAll("[data-fills]")) {
  const take = () => {
    const marked = window.getSelection();
    const words = marked.toString().replace(/\s+/g, " ").trim();
    if (words.length < 12 || !text.contains(marked.anchorNode) || !text.contains(marked.focusNode)) return;
    document.getElementById(text.dataset.fills).value = words;
    document.getElementById(text.dataset.says).textContent = "The words that you marked are in the box.";
  };
  text.addEventListener("pointerup", () => setTimeout(take));
  text.addEventListener("keyup", take);
}
