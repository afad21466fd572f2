// A picture of the gallery opens large over the page. Without this file its link leads to its page.
const dialog = document.querySelector("dialog.lightbox");
const words = dialog.querySelector("figcaption");
const links = [...document.querySelectorAll("a[data-credit]")];
let current = 0;
let opener;

// A picture of its own each time, so that the one before never stands above the next one's words.
function picture(link) {
  const small = link.querySelector("img");
  const large = document.createElement("img");
  for (const name of ["alt", "width", "height"]) large.setAttribute(name, small.getAttribute(name));
  large.sizes = "100vw";
  const files = small.src.slice(0, small.src.lastIndexOf("/"));
  const widths = link.dataset.widths.split(" ").filter(Boolean);
  large.srcset = widths.map((width) => `${files}/${width}.webp ${width}w`).join(", ");
  large.src = small.src;
  return large;
}

function show(index) {
  current = (index + links.length) % links.length;
  const link = links[current];
  dialog.querySelector("img")?.remove();
  words.before(picture(link));
  words.querySelector(".lightbox-caption").textContent = link.dataset.caption ?? "";
  words.querySelector(".lightbox-credit").textContent = `Photo: ${link.dataset.credit}`;
  words.querySelector("a").href = link.href;
  dialog.setAttribute("aria-label", `Photo ${current + 1} of ${links.length}`);
}

function open(event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  opener = event.currentTarget;
  show(links.indexOf(opener));
  dialog.showModal();
  history.pushState({ lightbox: true }, "");
}

const steps = { ArrowLeft: -1, ArrowRight: 1 };
document.addEventListener("keydown", (event) => {
  if (dialog.open && event.key in steps) show(current + steps[event.key]);
});
dialog.addEventListener("close", () => {
  opener.focus();
  if (history.state?.lightbox) history.back();
});
// Back closes it, as one expects of a phone; a page that comes back begins without it.
window.addEventListener("popstate", () => dialog.close());
if (history.state?.lightbox) history.replaceState(null, "");
dialog.querySelector(".lightbox-close").addEventListener("click", () => dialog.close());
for (const [name, step] of [["before", -1], ["after", 1]]) {
  const button = dialog.querySelector(`.lightbox-${name}`);
  button.hidden = links.length < 2;
  button.addEventListener("click", () => show(current + step));
}
for (const link of links) link.addEventListener("click", open);
