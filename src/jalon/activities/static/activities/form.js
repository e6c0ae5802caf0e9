// The end follows the type's usual duration until somebody sets it; the date's window follows nothing.

const form = document.querySelector("form[data-activity]");
if (form) {
  const minutes = new Map(
    [...form.querySelector("template[data-durations]").content.querySelectorAll("[data-type]")].map((item) => [item.dataset.type, Number(item.dataset.minutes)]),
  );
  const { type, starts_clock: start, ends_clock: end } = form.elements;
  let isOwn = Boolean(end.value);
  end.addEventListener("input", () => (isOwn = Boolean(end.value)));
  const follow = () => {
    if (isOwn || !start.value) return;
    const [hours, rest] = start.value.split(":").map(Number);
    const total = hours * 60 + rest + (minutes.get(type.value) ?? 0);
    if (total < 24 * 60) end.value = `${String(Math.floor(total / 60)).padStart(2, "0")}:${String(total % 60).padStart(2, "0")}`;
  };
  start.addEventListener("change", follow);
  type.addEventListener("change", follow);
}
