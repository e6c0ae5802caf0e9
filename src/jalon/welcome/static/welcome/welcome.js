// Each gesture at the desk carries its own moment, so that a device may send it later.

document.addEventListener("formdata", (event) => {
  if (event.target.matches("[data-command]")) event.formData.set("at", new Date().toISOString());
});
