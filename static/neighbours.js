// While a name is typed, say between whom it will stand in lists.
const frame = document.querySelector("[data-neighbours-from]");
const inputs = ["sort_name", "name"].map((name) => frame.querySelector(`[name=${name}]`));
let waiting;
let latest = 0;

async function show() {
  const typed = inputs.map((input) => input.value.trim()).find(Boolean) ?? "";
  const asked = ++latest;
  const address = `${frame.dataset.neighboursFrom}?${new URLSearchParams({ name: typed })}`;
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok || asked !== latest) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  frame.querySelector("#neighbours").textContent = page.body.textContent.trim();
}

for (const input of inputs) {
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 250);
  });
}
