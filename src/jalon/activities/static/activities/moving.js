// Moving an activity with the mouse, a finger or the keyboard. The server says once what is taken; it decides alone.

const root = document.getElementById("calendar");
const form = document.getElementById("move-form");
const announcer = document.getElementById("announcer");
const ghost = document.getElementById("move-ghost");
const words = form.dataset;
const week = root.querySelector("[data-calendar=week]");
const days = [...root.querySelectorAll("[data-day]")];
const FIRST = Number(week?.dataset.first ?? 0);
const STEP = Number(week?.dataset.step ?? 15);
const ROWS = Number(week?.dataset.rows ?? 0);
const spoken = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
const LONG_PRESS = 400;
let held = null; // what is being moved
// On a phone the week is a list: the hour stays, the day alone is chosen.
const isGrid = () => Boolean(week) && getComputedStyle(week).display === "grid";

const clock = (minutes) => `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${String(minutes % 60).padStart(2, "0")}` : ""}`;
const input = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

function take(box) {
  const link = box.querySelector("a[data-m]");
  const [start, end] = link.dataset.m.split("-").map(Number);
  const place = box.closest("[data-day]");
  held = { box, link, start, length: end - start, from: place, day: place, at: start, taken: null, off: {} };
  box.classList.add("is-held");
  root.classList.add("is-moving");
  const asked = new URLSearchParams({ du: days[0].dataset.day, au: days.at(-1).dataset.day });
  const mine = held;
  fetch(`${link.href}creneaux/?${asked}`, { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : { taken: [], off: {} }))
    .catch(() => ({ taken: [], off: {} }))
    .then((known) => {
      if (held !== mine) return;
      Object.assign(held, known);
      for (const place of days) place.classList.toggle("is-busy", Boolean(conflict(place.dataset.day, held.at)));
      if (week) for (const one of known.taken) mark("cal-taken", one.day, one.from, one.to - one.from);
      show();
    });
}

function conflict(day, at) {
  return held.taken?.find((one) => one.day === day && one.from < at + held.length && one.to > at);
}

function mark(name, day, from, length) {
  if (!isGrid()) return null;
  const place = days.find((one) => one.dataset.day === day);
  const top = Math.max(0, Math.round((from - FIRST) / STEP));
  const bottom = Math.min(ROWS, Math.round((from - FIRST + length) / STEP));
  if (!place || bottom <= top) return null;
  const item = document.createElement("li");
  item.className = `${name} r${top + 1} s${bottom - top}`;
  item.setAttribute("aria-hidden", "true");
  place.append(item);
  return item;
}

// What stands at the place shown, in one sentence: on the ghost for eyes, in the live region for ears.
function sentence() {
  const day = spoken.format(new Date(`${held.day.dataset.day}T00:00Z`));
  const found = conflict(held.day.dataset.day, held.at);
  const off = held.off?.[held.day.dataset.day];
  const when = `${day}, ${clock(held.at)} – ${clock(held.at + held.length)}`;
  return [when, found?.why, off].filter(Boolean).join(". ");
}

function show() {
  root.querySelectorAll(".is-target").forEach((place) => place.classList.remove("is-target", "is-taken"));
  root.querySelectorAll(".cal-slot").forEach((item) => item.remove());
  const isTaken = Boolean(conflict(held.day.dataset.day, held.at));
  if (isGrid()) mark("cal-slot", held.day.dataset.day, held.at, held.length)?.classList.toggle("is-taken", isTaken);
  else held.day.classList.add("is-target", ...(isTaken ? ["is-taken"] : []));
  ghost.textContent = sentence();
  ghost.classList.toggle("is-taken", isTaken);
  ghost.hidden = false;
  if (held.byKey) {
    announcer.textContent = `${held.help ? words.help : ""} ${ghost.textContent}`;
    const where = held.day.getBoundingClientRect();
    const top = isGrid() ? where.top + ((held.at - FIRST) / STEP / ROWS) * where.height : where.top;
    put(where.left, top - ghost.offsetHeight - 8);
    held.day.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

function put(x, y) {
  const left = Math.min(Math.max(8, x), innerWidth - ghost.offsetWidth - 8);
  const top = Math.min(Math.max(8, y), innerHeight - ghost.offsetHeight - 8);
  ghost.style.transform = `translate(${left}px, ${top}px)`;
}

function leave(message) {
  if (!held) return;
  held.box.classList.remove("is-held");
  root.classList.remove("is-moving");
  root.querySelectorAll(".cal-slot, .cal-taken").forEach((item) => item.remove());
  for (const place of days) place.classList.remove("is-target", "is-taken", "is-busy");
  ghost.hidden = true;
  if (message) announcer.textContent = message;
  held = null;
}

function drop() {
  const { link, from, day, start, at } = held;
  if (day === from && at === start) return leave(words.unchanged);
  form.action = `${link.pathname}deplacer/`;
  form.elements.day.value = day.dataset.day;
  form.elements.starts_clock.value = input(at);
  held.box.classList.remove("is-held");
  held = null;
  form.requestSubmit();
}

// ---- Mouse and finger ----
let pressed = null;
function follow(event) {
  const under = document.elementFromPoint(event.clientX, event.clientY);
  const place = under?.closest?.("[data-day]") ?? days.find((one) => {
    const box = one.getBoundingClientRect();
    return event.clientX >= box.left && event.clientX < box.right && event.clientY >= box.top && event.clientY < box.bottom;
  });
  if (place && root.contains(place)) {
    held.day = place;
    if (isGrid()) {
      const box = place.getBoundingClientRect();
      const row = Math.round(((event.clientY - box.top - held.grip) / box.height) * ROWS);
      held.at = Math.max(0, Math.min(FIRST + row * STEP, 24 * 60 - held.length - 1));
    }
  }
  show();
  put(event.clientX + 14, event.clientY + 14);
}

function begin(event) {
  const { box } = pressed;
  const grip = pressed.y - box.getBoundingClientRect().top;
  clearTimeout(pressed.timer);
  take(box);
  held.grip = grip;
  follow(event);
}

root.addEventListener("pointerdown", (event) => {
  const box = event.target.closest(".cal-e:not(.is-fixed)");
  if (!box?.closest("[data-day]") || event.button !== 0 || held) return;
  pressed = { box, x: event.clientX, y: event.clientY, id: event.pointerId };
  if (event.pointerType === "touch") pressed.timer = setTimeout(() => begin(event), LONG_PRESS);
});
document.addEventListener("pointermove", (event) => {
  if (!pressed || event.pointerId !== pressed.id) return;
  if (held) return follow(event);
  if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < 6) return;
  if (event.pointerType === "touch") forget();
  else begin(event);
});
function forget() {
  clearTimeout(pressed?.timer);
  pressed = null;
}
let swallow = false;
document.addEventListener("pointerup", () => {
  const wasHeld = held && pressed;
  forget();
  if (!wasHeld) return;
  swallow = true;
  setTimeout(() => (swallow = false));
  drop();
});
document.addEventListener("pointercancel", () => (forget(), leave(words.cancelled)));
// The click that ends a drag opens nothing; the browser's own dragging of links and its menu stay away meanwhile.
document.addEventListener("click", (event) => swallow && (event.preventDefault(), event.stopPropagation()), true);
root.addEventListener("dragstart", (event) => event.target.closest(".cal-e") && event.preventDefault());
root.addEventListener("contextmenu", (event) => held && event.preventDefault());
root.addEventListener("touchmove", (event) => held && event.cancelable && event.preventDefault(), { passive: false });

// ---- Keyboard: a button beside the activity that has the focus; arrows, Enter, Escape ----
const button = document.createElement("button");
button.type = "button";
button.className = "btn btn-s cal-move";
button.textContent = words.move;
document.addEventListener("focusin", (event) => {
  if (held || event.target === button) return;
  button.remove();
  const box = event.target.closest(".cal-e:not(.is-fixed)");
  if (!box?.closest("[data-day]") || !event.target.matches(":focus-visible")) return;
  button.setAttribute("aria-label", `${words.move} ${box.querySelector("bdi").textContent}`);
  box.append(button);
});
button.addEventListener("click", (event) => {
  event.preventDefault();
  event.stopPropagation();
  if (held) return;
  const box = button.closest(".cal-e");
  take(box);
  held.byKey = held.help = true;
  show();
});
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
document.addEventListener("keydown", (event) => {
  if (!held) return;
  if (event.key === "Escape") {
    event.preventDefault();
    const { byKey } = held;
    leave(words.cancelled);
    forget();
    if (byKey) button.focus();
  } else if (held.byKey && event.key === "Enter") {
    event.preventDefault();
    drop();
  } else if (held.byKey && event.key === "Tab") {
    leave(words.cancelled);
  } else if (held.byKey && ARROWS[event.key]) {
    event.preventDefault();
    held.help = false;
    let [across, down] = ARROWS[event.key];
    if (document.documentElement.dir === "rtl") across = -across;
    const index = days.indexOf(held.day) + across + (week ? 0 : 7 * down);
    if (days[index]) held.day = days[index];
    if (week && down) {
      const step = down * STEP * (event.shiftKey ? 4 : 1);
      held.at = Math.max(0, Math.min(held.at + step, 24 * 60 - held.length - 1));
    }
    show();
    if (!days[index]) announcer.textContent = words.edge;
  }
});
