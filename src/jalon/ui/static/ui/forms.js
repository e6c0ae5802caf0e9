// Forms: sent once, never lost by leaving, files shown by name.

const GUARD = "form[data-guard]";
let dirty = false;

document.addEventListener("input", (event) => {
  if (event.target.closest(GUARD)) dirty = true;
});
window.addEventListener("beforeunload", (event) => {
  if (dirty) event.preventDefault();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (button?.getAttribute("aria-disabled") === "true") {
    event.preventDefault();
    return;
  }
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.matches(GUARD)) dirty = false;
  if (form.hasAttribute("hx-post")) return; // htmx drops the second by hx-sync
  form.dataset.sent = "yes";
  button?.classList.add("is-busy");
  setTimeout(() => release(form), 10000); // the answer was a file: the page is still there
});

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll(".is-busy").forEach((button) => button.classList.remove("is-busy"));
}

// Back from another page: the form may be sent again.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

// An address without empty filters is one that people can read and keep.
document.addEventListener("formdata", (event) => {
  if (event.target.method !== "get") return;
  for (const [name, value] of [...event.formData]) {
    if (value === "") event.formData.delete(name);
  }
});

document.addEventListener("change", (event) => {
  const zone = event.target.closest("[data-file-drop]");
  const file = zone && event.target.files[0];
  if (file) zone.querySelector("[data-file-name]").textContent = file.name;
});
for (const [name, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
  document.addEventListener(name, (event) => event.target.closest?.("[data-file-drop]")?.classList.toggle("is-over", over));
}
