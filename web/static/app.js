"use strict";
// What every page can do with a script and does not need one for. All of it works on parts that htmx brings later.

// A form that was sent is not sent twice by a second tap.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  const button = event.submitter;
  if (button) setTimeout(() => button.setAttribute("aria-busy", "true"), 300);
});
// The page comes back from the browser's memory as it was left: forms may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
});

// A file that no form takes is told where it is chosen: nothing is sent, and what was typed stays.
document.addEventListener("change", (event) => {
  const field = event.target, words = document.getElementById("too-large");
  if (field.type !== "file" || !words) return;
  const size = [...field.files].reduce((sum, file) => sum + file.size, 0);
  field.setCustomValidity(size > words.dataset.most * 2 ** 20 ? words.content.textContent : "");
  field.reportValidity();
});

// After a refusal the first wrong field has the focus, so that a keyboard and a screen reader are where it went wrong.
const wrong = document.querySelector("[aria-invalid='true']");
if (wrong) wrong.focus();

// htmx: a part that says no is shown in its place; an answer that never came is said.
// A part that is asked for again by itself stays, and goes on asking, when we had no answer for it this time.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target, requestConfig } = event.detail;
  if (xhr.status >= 500 && requestConfig.verb === "get" && target.hasAttribute("hx-trigger")) event.detail.shouldSwap = false;
});
// What somebody opened stays open when the part around it is renewed.
let opened = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.shouldSwap) opened = [...event.detail.target.querySelectorAll("details[id][open]")].map((part) => part.id);
});
document.addEventListener("htmx:afterSwap", () => {
  for (const id of opened) {
    const part = document.getElementById(id);
    if (part) part.open = true;
  }
});
document.addEventListener("htmx:sendError", () => {
  const toast = document.getElementById("toast");
  if (toast) toast.replaceChildren(document.getElementById("no-connection").content.cloneNode(true));
});
