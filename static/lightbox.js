// A picture of the gallery opens large over the page. Without this file its link leads to its page.
const dialog = document.querySelector("dialog.lightbox");
const links = [...document.querySelectorAll("a[data-credit]")];
let current = 0;
let opener;

function part(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

// A picture of its own each time, so that the one before never stands above the next one's words.
function picture(link) {
  const small = link.querySelector("img");
  const large = document.createElement("img");
  for (const name of ["alt", "width", "height"]) large.setAttribute(name, small.getAttribute(name));
  large.sizes = "100vw";
  large.srcset = small.srcset;
  large.src = small.src;
  return large;
}

function show(index) {
  current = (index + links.length) % links.length;
  const link = links[current];
  const words = document.createElement("figcaption");
  const page = part("a", "About this photo");
  page.href = link.href;
  if (link.dataset.caption) words.append(part("strong", link.dataset.caption));
  words.append(part("span", `Photo: ${link.dataset.credit}`), page);
  dialog.querySelector("figure").replaceChildren(picture(link), words);
  dialog.setAttribute("aria-label", `Photo ${current + 1} of ${links.length}`);
}

function open(event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  opener = event.currentTarget;
  show(links.indexOf(opener));
  dialog.showModal();
}

const steps = { ArrowLeft: -1, ArrowRight: 1 };
dialog.addEventListener("keydown", (event) => {
  if (event.key in steps) show(current + steps[event.key]);
});
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});
dialog.addEventListener("close", () => {
  dialog.querySelector("figure").replaceChildren();
  opener.focus();
});
dialog.querySelector(".lightbox-close").addEventListener("click", () => dialog.close());
for (const [name, step] of [["before", -1], ["after", 1]]) {
  const button = dialog.querySelector(`.lightbox-${name}`);
  button.hidden = links.length < 2;
  button.addEventListener("click", () => show(current + step));
}
for (const link of links) link.addEventListener("click", open);
