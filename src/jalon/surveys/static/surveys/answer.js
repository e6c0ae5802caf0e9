// How far one is: questions with an answer, out of all. Nothing is sent or kept.
const form = document.querySelector("[data-answer]");
const line = form?.querySelector("[data-progress]");
if (line) {
  const bar = line.querySelector("progress");
  const words = line.querySelector("[data-text]");
  const questions = [...form.querySelectorAll(".answer-section > .field, .answer-grid")];
  const isAnswered = (question) =>
    question.matches(".answer-grid")
      ? [...question.querySelectorAll(".field")].every((row) => row.querySelector(":checked"))
      : question.querySelector(":checked") || question.querySelector("textarea")?.value.trim();
  const show = () => {
    const done = questions.filter(isAnswered).length;
    bar.max = questions.length;
    bar.value = done;
    words.textContent = words.dataset.text.replace("%1", done).replace("%2", questions.length);
  };
  line.hidden = false;
  form.addEventListener("input", show);
  show();
}
