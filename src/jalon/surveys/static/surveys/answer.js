// Questions that the other answers make useless are put away, and how far one is is counted. Nothing is sent or kept.
const form = document.querySelector("[data-answer]");

const said = (name) =>
  [...form.querySelectorAll("input:checked")].filter((input) => input.name === name).map((input) => input.value);
const isPutAway = (part) => part.closest("[hidden]") !== null;
const waitedFor = (part) => [...form.querySelectorAll("input")].find((input) => input.name === part.dataset.if);

// In the order of the page: a question that hangs on one put away is put away too.
const ask = () => {
  for (const part of form.querySelectorAll("[data-if]")) {
    const source = waitedFor(part);
    part.hidden = true;
    if (!source || isPutAway(source)) continue;
    part.hidden = !said(part.dataset.if).some((value) => part.dataset.is.split(" ").includes(value));
  }
};

const count = (line) => {
  const isAnswered = (question) => {
    const grid = question.querySelector(".answer-grid");
    if (grid) return [...grid.querySelectorAll(".field")].every((row) => row.querySelector(":checked"));
    return question.querySelector(":checked") || question.querySelector("textarea")?.value.trim();
  };
  const bar = line.querySelector("progress");
  const words = line.querySelector("[data-text]");
  const questions = [...form.querySelectorAll(".answer-question")].filter((question) => !isPutAway(question));
  const done = questions.filter(isAnswered).length;
  bar.max = Math.max(questions.length, 1);
  bar.value = done;
  words.textContent = words.dataset.text.replace("%1", done).replace("%2", questions.length);
};

if (form) {
  const line = form.querySelector("[data-progress]");
  const show = () => {
    ask();
    if (line) count(line);
  };
  for (const note of form.querySelectorAll("[data-note]")) note.hidden = true;
  if (line) line.hidden = false;
  form.addEventListener("input", show);
  show();
}
