// Small things of every page. Without this file pages still work: it only spares steps.

document.documentElement.classList.add("has-script");

// ---- Light, dark, or as the device is set; remembered for a year ----
const MEDIA = { light: "not all", dark: "screen", "": "screen and (prefers-color-scheme: dark)" };
for (const choice of document.querySelectorAll("[data-theme-choice]")) {
  choice.hidden = false;
  choice.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const theme = button.value;
    document.cookie = `jalon_theme=${theme}; path=/; samesite=lax; max-age=${theme ? 31536000 : 0}`;
    document.getElementById("dark-styles").media = MEDIA[theme];
    for (const other of document.querySelectorAll("[data-theme-choice] button")) {
      other.setAttribute("aria-pressed", String(other.value === theme));
    }
    document.dispatchEvent(new CustomEvent("jalon:theme"));
  });
}

// ---- Toasts: they leave by themselves, but not while somebody reads them ----
function follow(toast) {
  if (toast.dataset.followed) return;
  toast.dataset.followed = "yes";
  let left = Number(toast.dataset.seconds || 0) * 1000;
  if (!left) return;
  let timer = 0;
  let since = 0;
  const stop = () => {
    if (timer) left -= Date.now() - since;
    clearTimeout(timer);
    timer = 0;
  };
  const go = () => {
    stop();
    since = Date.now();
    timer = setTimeout(() => toast.remove(), Math.max(left, 1500));
  };
  toast.addEventListener("pointerenter", stop);
  toast.addEventListener("pointerleave", go);
  toast.addEventListener("focusin", stop);
  toast.addEventListener("focusout", go);
  go();
}
const toasts = document.getElementById("toasts");
if (toasts) {
  const first = [...toasts.children];
  // Put in again once the region is known, so that screen readers say them.
  setTimeout(() => first.forEach((toast) => toasts.append(toast)), 200);
  first.forEach(follow);
  new MutationObserver(() => toasts.querySelectorAll("[data-toast]").forEach(follow)).observe(toasts, { childList: true });
  toasts.addEventListener("click", (event) => event.target.closest("[data-toast-close]")?.closest("[data-toast]").remove());
}

// ---- Dialogs: browsers that do not know commandfor yet ----
if (!("commandForElement" in HTMLButtonElement.prototype)) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[commandfor]");
    const dialog = button && document.getElementById(button.getAttribute("commandfor"));
    if (!dialog) return;
    if (button.getAttribute("command") === "show-modal") dialog.showModal();
    else dialog.close();
  });
}

// ---- Menus close when one clicks elsewhere or presses Escape ----
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details:is(.menu, .hint)[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = event.target.closest?.("details:is(.menu, .hint)[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const box = document.querySelector('[data-hotkey="/"]');
    if (box) {
      event.preventDefault();
      box.focus();
    }
  }
});

// ---- Print; the summary of errors gets the focus; the sentence of a greyed button ----
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
document.querySelector("[data-focus]")?.focus();
