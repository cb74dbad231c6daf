"use strict";
/* Both clocks of a page of money. Without this file a day and a moment are typed and sent; with it a thumb is moved, the
   words follow while it moves, and when it is let go the part of the page is asked for. */
(() => {
  const two = (n) => String(n).padStart(2, "0");
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const moment = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "short", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZone: "Europe/Amsterdam" });
  const parts = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone: "Europe/Amsterdam" });

  const PAUSE = 250; // a key that is held moves on; only where it ends is asked for
  const MOVED = "clock-moved"; // which thumb led to this page
  let soon = 0;
  let focused = "";

  function show() {
    for (const input of document.querySelectorAll("#clocks input[type=range]")) input.hidden = false;
  }

  /* What a thumb points at: a day, or a moment as the form's field wants it. */
  function pointed(input) {
    const track = input.closest(".slider");
    const steps = Number(input.value);
    if (input.id === "s-on") {
      const found = new Date(track.dataset.start + "T00:00:00Z");
      found.setUTCDate(found.getUTCDate() + steps);
      return { value: `${found.getUTCFullYear()}-${two(found.getUTCMonth() + 1)}-${two(found.getUTCDate())}`, text: day.format(found) };
    }
    const found = new Date(new Date(track.dataset.start).getTime() + steps * Number(track.dataset.unit) * 1000);
    if (input.id === "s-until" && steps >= Number(input.max)) return { value: "", text: document.getElementById("clocks").dataset.now };
    return { value: parts.format(found).replace(" ", "T"), text: moment.format(found) };
  }

  /* X never passes Y, where there is an X. */
  function hold(input) {
    const x = document.getElementById("s-from");
    const y = document.getElementById("s-until");
    if (!x) return;
    if (input === x && Number(x.value) > Number(y.value)) x.value = y.value;
    if (input === y && Number(y.value) < Number(x.value)) y.value = x.value;
  }

  function follow(input) {
    hold(input);
    const found = pointed(input);
    input.setAttribute("aria-valuetext", found.text);
    const line = input.closest(".slider").querySelector(".reach");
    const part = `${(100 * Number(input.value)) / Number(input.max)}%`;
    line.setAttribute(input.id === "s-from" ? "x1" : "x2", part);
    document.getElementById(input.id.replace("s-", "says-")).textContent = found.text;
    return found;
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches("#clocks input[type=range]")) follow(event.target);
  });
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.matches("#clocks input[type=range]")) return;
    document.getElementById(input.dataset.for).value = follow(input).value;
    clearTimeout(soon);
    soon = setTimeout(() => ask(input), PAUSE);
  });
  function ask(input) {
    const form = document.getElementById("clocks");
    focused = document.activeElement && document.activeElement.matches(".slider input") ? document.activeElement.id : "";
    // another Y is another moment of the whole page, its paper included; the rest is a part of it
    if (input.id !== "s-until") return form.requestSubmit();
    if (focused) sessionStorage.setItem(MOVED, focused);
    form.submit();
  }
  function stand() {
    show();
    const thumb = document.getElementById(focused);
    if (thumb) thumb.focus();
    focused = "";
  }
  document.addEventListener("htmx:afterSwap", stand);
  document.addEventListener("htmx:historyRestore", show);
  focused = sessionStorage.getItem(MOVED) || "";
  sessionStorage.removeItem(MOVED);
  stand();
})();
