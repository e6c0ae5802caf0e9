// The calendar's small comforts: filters folded on a phone, a click on an empty slot, details that Escape hides.

const root = document.getElementById("calendar");
if (matchMedia("(max-width: 46rem)").matches) document.querySelector("[data-fold]")?.removeAttribute("open");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") root.classList.add("is-calm");
});
root.addEventListener("pointermove", (event) => event.movementX && root.classList.remove("is-calm"), { passive: true });
root.addEventListener("focusin", () => root.classList.remove("is-calm"));

// ---- An empty slot leads to a new activity, on its day and at its hour ----
const week = root.querySelector("[data-calendar=week]");
root.addEventListener("click", (event) => {
  const slot = event.target.closest("[data-day]");
  const add = slot?.closest(".cal-cell, .cal-col")?.querySelector(".cal-add");
  if (!add || event.defaultPrevented || event.target.closest("a, button, summary, .cal-e")) return;
  const address = new URL(add.href);
  if (week) {
    const row = Math.floor(((event.clientY - slot.getBoundingClientRect().top) / slot.clientHeight) * Number(week.dataset.rows));
    const minutes = Number(week.dataset.first) + Math.floor(row / 2) * 2 * Number(week.dataset.step);
    const two = (number) => String(number).padStart(2, "0");
    address.searchParams.set("debut", `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`);
  }
  location.assign(address);
});
