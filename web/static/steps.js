"use strict";
/* A card, one fact at a time: the arrow keys do what the two buttons do. */
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea, [role=region]")) return;
  const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const link = way && document.querySelector(`[data-step="${way}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
