// Copies the address of a calendar: the button shows itself only where the browser can copy.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  const field = document.getElementById(button.dataset.copy);
  const words = button.querySelector("span");
  const before = words.textContent;
  button.hidden = false;
  words.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    words.textContent = button.dataset.done;
    button.addEventListener("blur", () => (words.textContent = before), { once: true });
  });
}
for (const field of document.querySelectorAll("[data-select]")) field.addEventListener("focus", () => field.select());
