"use strict";
/* The roster: tap a cell, arrow keys, carry a shift, and a part that stays itself while it is refreshed.
   Without this file every cell is a button of a form and every step a page. */
(() => {
  const box = () => document.getElementById("roster-box");
  const part = () => document.getElementById("roster-part");
  const sheet = () => document.getElementById("sheet");
  const carry = () => document.getElementById("carry");
  const cells = () => [...box().querySelectorAll("button.cell")];
  const cellOf = (value) => value && box().querySelector(`button.cell[value="${value}"]`);
  const HUSH = 12000;
  let current = null; // the cell that the tab key reaches
  let held = null; // what stood in the open cell and where the focus was, while the table is replaced
  let hush = 0;

  function address(extra) {
    const url = new URL(location.href);
    for (const name of ["cell", "swap", "carry", "done"]) url.searchParams.delete(name);
    for (const [name, value] of Object.entries(extra || {})) if (value) url.searchParams.set(name, value);
    return url;
  }

  function keep(url) {
    history.replaceState(null, "", url.pathname + url.search);
  }

  function roving() {
    const all = cells();
    if (!all.length) return;
    const table = box().querySelector("table");
    if (table) table.setAttribute("role", "grid");
    const chosen = (current && cellOf(current)) || all.find((cell) => cell.getAttribute("aria-expanded") === "true") ||
      all.find((cell) => cell.closest("td").cellIndex === todayIndex()) || all[0];
    for (const cell of all) cell.tabIndex = -1;
    chosen.tabIndex = 0;
    current = chosen.value;
  }

  function todayIndex() {
    const head = box().querySelector("thead th.today");
    return head ? head.cellIndex : -1;
  }

  function mark(value) {
    for (const cell of cells()) {
      if (cell.value === value) cell.setAttribute("aria-expanded", "true");
      else cell.removeAttribute("aria-expanded");
    }
  }

  function openSheet(url, focus) {
    const asked = htmx.ajax("GET", url.pathname + url.search, { source: box(), target: "#sheet", swap: "outerHTML" });
    keep(url);
    return asked.then(() => {
      mark(sheet().dataset.cell || "");
      const cell = cellOf(sheet().dataset.cell);
      if (cell) cell.scrollIntoView({ block: "nearest", inline: "nearest" });
      const title = sheet().querySelector("h2");
      if (focus && title) title.focus();
    });
  }

  function closeSheet() {
    const value = sheet().dataset.cell;
    const empty = document.createElement("section");
    empty.id = "sheet";
    empty.hidden = true;
    sheet().replaceWith(empty);
    mark("");
    keep(address(carrying() ? { carry: carry().dataset.shift } : {}));
    const cell = cellOf(value);
    if (cell) cell.focus();
  }

  const carrying = () => Boolean(carry() && carry().dataset.shift);

  function dropCarry() {
    const empty = document.createElement("div");
    empty.id = "carry";
    carry().replaceWith(empty);
    keep(address());
  }

  function pickUp(link) {
    const url = new URL(link.href, location.href);
    closeSheet();
    htmx.ajax("GET", url.pathname + url.search, { source: box(), target: "#carry", swap: "outerHTML", select: "#carry" })
      .then(() => keep(url));
  }

  function putDown(cell) {
    const [person, day] = cell.value.split(":");
    const { shift, was, roster } = carry().dataset;
    const form = document.getElementById("roster-form");
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const values = {
      command: [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
      date: day, person: person === "open" ? "" : person, was, cell: cell.value,
      from: form.elements.from.value, weeks: form.elements.weeks.value, looked: box().dataset.looked,
    };
    htmx.ajax("POST", `/rosters/${roster}/shifts/${shift}/place`, { source: box(), target: "#sheet", swap: "outerHTML", values });
  }

  function step(cell, key, whole) {
    const td = cell.closest("td"), row = td.parentElement;
    const rows = [...row.parentElement.rows], at = rows.indexOf(row);
    const inRow = (tr, index) => tr && tr.cells[index] && tr.cells[index].querySelector("button.cell");
    const along = (list) => list.find(Boolean);
    const indexes = [...row.cells].map((_, index) => index);
    const found = {
      ArrowRight: () => along(indexes.filter((i) => i > td.cellIndex).map((i) => inRow(row, i))),
      ArrowLeft: () => along(indexes.filter((i) => i < td.cellIndex).reverse().map((i) => inRow(row, i))),
      ArrowDown: () => along(rows.slice(at + 1).map((tr) => inRow(tr, td.cellIndex))),
      ArrowUp: () => along(rows.slice(0, at).reverse().map((tr) => inRow(tr, td.cellIndex))),
      Home: () => (whole ? cells()[0] : along(indexes.map((i) => inRow(row, i)))),
      End: () => (whole ? cells().at(-1) : along(indexes.reverse().map((i) => inRow(row, i)))),
    }[key];
    return found ? found() : undefined;
  }

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const cell = event.target.closest("button.cell");
    if (cell) {
      event.preventDefault();
      current = cell.value;
      roving();
      if (carrying()) return putDown(cell);
      if (cell.getAttribute("aria-expanded") === "true") return closeSheet();
      return void openSheet(address({ cell: cell.value }), event.detail === 0);
    }
    const link = event.target.closest("a");
    if (event.target.closest("[data-print]")) return window.print();
    if (!link) return;
    const handled = {
      close: () => closeSheet(),
      hush: () => { document.getElementById("toast").replaceChildren(); },
      dropCarry: () => dropCarry(),
      carry: () => pickUp(link),
      sheet: () => void openSheet(new URL(link.href, location.href), event.detail === 0),
    };
    for (const [name, act] of Object.entries(handled)) {
      if (name in link.dataset) {
        event.preventDefault();
        return act();
      }
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.target.closest("details[open]")) {
      if (carrying()) dropCarry();
      else if (sheet() && !sheet().hidden) closeSheet();
      return;
    }
    const cell = event.target.closest && event.target.closest("button.cell");
    if (!cell || event.altKey || event.metaKey) return;
    const next = step(cell, event.key, event.ctrlKey);
    if (next) {
      event.preventDefault();
      current = next.value;
      roving();
      next.focus();
    }
  });

  const isPart = (event) => event.detail.target && event.detail.target.id === "roster-part";

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id === "roster-part" && document.hidden) event.preventDefault();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (isPart(event) && event.detail.xhr.status >= 400) event.detail.shouldSwap = false;
    remember();
  });
  // signed out while something is typed: the poll waits, and whatever is sent next asks to sign in and keeps it
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.target.id === "roster-part" && event.detail.xhr.status === 401 && sheet() && !sheet().hidden) event.preventDefault();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const lost = document.querySelector("#toast > .toast:not([role])"); // there was no connection; there is one again
    if (lost && event.target.id === "roster-part" && event.detail.successful) lost.remove();
  });
  document.addEventListener("htmx:afterSettle", restore);
  document.addEventListener("htmx:oobAfterSwap", restore);

  function remember() {
    if (!box() || !sheet()) return; // seen from a past moment there is no sheet
    const active = document.activeElement;
    const open = cellOf(sheet().dataset.cell);
    held = {
      cell: active && active.matches("button.cell") ? active.value : "",
      inSheet: Boolean(active && sheet().contains(active)),
      open: open ? open.value : "", label: open ? open.getAttribute("aria-label") : "",
      left: box().scrollLeft, top: box().scrollTop,
    };
  }

  function restore() {
    if (!box() || !sheet()) return;
    const value = sheet().dataset.cell || "";
    mark(value);
    roving();
    if (!held) return;
    box().scrollTo(held.left, held.top);
    const open = cellOf(value), lost = document.activeElement === document.body || !document.activeElement;
    const stale = sheet().querySelector(".stale");
    if (stale && open && held.open === value && open.getAttribute("aria-label") !== held.label && !fresh) stale.hidden = false;
    if (lost && held.cell && cellOf(held.cell)) cellOf(held.cell).focus({ preventScroll: true });
    else if (lost && held.inSheet && sheet().querySelector("h2")) sheet().querySelector("h2").focus({ preventScroll: true });
  }

  let fresh = false; // the sheet came together with the table
  document.addEventListener("roster-answered", () => {
    fresh = true;
    setTimeout(() => { fresh = false; }, 500);
    if (carrying()) dropCarry();
    for (const menu of document.querySelectorAll("details.stand[open]")) menu.open = false;
    clearTimeout(hush);
    hush = setTimeout(quiet, HUSH);
  });

  function quiet() {
    const toast = document.getElementById("toast");
    if (toast.matches(":hover") || toast.contains(document.activeElement)) hush = setTimeout(quiet, HUSH);
    else toast.replaceChildren();
  }

  function begin() {
    if (!box()) return;
    roving();
    if (location.search.includes("done=")) {
      keep(address({ cell: sheet() ? sheet().dataset.cell : "" }));
      hush = setTimeout(quiet, HUSH);
    }
    const head = box().querySelector("thead th.today");
    if (head && box().scrollWidth > box().clientWidth + 40) {
      box().scrollLeft = head.offsetLeft - parseFloat(getComputedStyle(box()).scrollPaddingInlineStart || 0) - head.offsetWidth;
    }
    const open = cellOf(sheet() && sheet().dataset.cell);
    if (open) open.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  begin();
})();
