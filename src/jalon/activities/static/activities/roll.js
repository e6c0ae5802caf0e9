// Calling the roll: each tick carries its own moment and key; the list follows what one types.

document.addEventListener("formdata", (event) => {
  if (!event.target.matches("[data-command]")) return;
  event.formData.set("at", new Date().toISOString());
  if (event.target.matches("[hx-post]") && crypto.randomUUID) event.formData.set("arrival_key", crypto.randomUUID());
});

const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f]/g, "").replace(/['’-]/g, "").toLowerCase();

const search = document.querySelector("[data-roll-search]");
function narrow() {
  const words = plain(search.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of document.querySelectorAll(".roll-row")) {
    const [number, ...name] = row.dataset.name.split(" ");
    const whole = name.join("");
    row.hidden = !words.every((word) => (/^\d+$/.test(word) ? number === word : whole.includes(word)));
    shown += !row.hidden;
  }
  const none = document.querySelector("[data-roll-none]");
  if (none) none.hidden = shown > 0;
}
if (search) {
  search.form.addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("input", narrow);
  document.addEventListener("htmx:after:swap", narrow);
}
