// While the report is written, show beside the form how it will read.
const form = document.querySelector("[data-preview-at]");
const frame = document.querySelector("#preview");
let waiting;
let latest = 0;

async function show() {
  const asked = ++latest;
  const answer = await fetch(form.dataset.previewAt, { method: "POST", body: new FormData(form) });
  if (!answer.ok || asked !== latest) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const shown = page.querySelector("[data-preview]");
  if (shown) frame.replaceChildren(shown);
}

form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 600);
});
