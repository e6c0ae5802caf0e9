// Lists: choose rows, copy the address, say how many rows there are after a search.

function refresh(table) {
  const boxes = [...table.querySelectorAll("[data-select-row]")];
  const chosen = boxes.filter((box) => box.checked).length;
  const all = table.querySelector("[data-select-all]");
  if (all) {
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
  for (const bar of document.querySelectorAll("[data-bulk]")) {
    bar.classList.toggle("is-open", chosen > 0);
    bar.querySelector("[data-bulk-count]").textContent = String(chosen);
  }
}

document.addEventListener("change", (event) => {
  const table = event.target.closest("table[data-select]");
  if (!table) return;
  if (event.target.matches("[data-select-all]")) {
    for (const box of table.querySelectorAll("[data-select-row]")) box.checked = event.target.checked;
  }
  refresh(table);
});

function prepare(root) {
  for (const button of root.querySelectorAll("[data-copy-address]")) {
    button.hidden = !navigator.clipboard;
    button.onclick = async () => {
      await navigator.clipboard.writeText(location.href);
      const words = button.querySelector("span");
      const before = words.textContent;
      words.textContent = button.dataset.done;
      setTimeout(() => (words.textContent = before), 2500);
    };
  }
  root.querySelectorAll("table[data-select]").forEach(refresh);
}
prepare(document);

document.addEventListener("htmx:config:request", (event) => {
  const source = event.detail.ctx?.sourceElement;
  const body = event.detail.ctx?.request?.body;
  if (source?.matches?.("[data-filters]") && body instanceof FormData) {
    for (const [name, value] of [...body]) if (value === "") body.delete(name);
  }
});
document.addEventListener("htmx:after:swap", () => {
  prepare(document);
  const frame = document.querySelector("[data-announce]");
  const announcer = document.getElementById("announcer");
  if (frame && announcer) announcer.textContent = frame.dataset.announce;
});
