// Send each photo by itself, two at a time, and say what becomes of it. Without this, the form sends all at once.
const drop = document.querySelector(".drop");
const form = drop.querySelector("form");
const input = form.querySelector("input[type=file]");
const AT_ONCE = Number(drop.dataset.atOnce);
const LANES = 2;
const BETWEEN_WORDS = 3000; // milliseconds; a screen reader finishes a sentence
const BETWEEN_LOOKS = 1500;
const LOST = "The connection was lost.";

const rows = [];
let busy = 0;
let resumesAt = 0;
let spoken = 0;
let silence;
let looking = false;

function made(name, className, text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

const list = made("ul", "sent rows");
const summary = made("p", "sent-summary");
summary.setAttribute("role", "status");
summary.setAttribute("aria-live", "polite");
const onward = made("a", "btn btn-primary", "Describe them");
onward.href = drop.dataset.describe;
onward.hidden = true;
const chooser = made("button", "btn btn-primary", "Choose photos");
chooser.type = "button";
const hint = made("p", "quiet", "or drop them here");

function count(...outcomes) {
  return rows.filter((row) => outcomes.includes(row.outcome)).length;
}

function soFar() {
  if (resumesAt > Date.now()) {
    const minutes = Math.ceil((resumesAt - Date.now()) / 60000);
    return `That was a lot at once. It goes on in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`;
  }
  if (count("waiting", "sending")) {
    return `${rows.length - count("waiting", "sending")} of ${rows.length} sent`;
  }
  if (count("preparing")) return `All sent, ${count("preparing")} still being prepared`;
  const located = rows.filter((row) => row.located).length;
  const here = count("here");
  return [
    `${count("added")} added`,
    here && `${here} ${here === 1 ? "was" : "were"} already here`,
    count("refused") && `${count("refused")} not taken`,
    count("lost") && `${count("lost")} not sent`,
    located && `location data removed from ${located}`,
  ].filter(Boolean).join(", ");
}

// At most one sentence in a while, and always the last one.
function speak() {
  clearTimeout(silence);
  const wait = spoken + BETWEEN_WORDS - Date.now();
  if (wait > 0) {
    silence = setTimeout(speak, wait);
    return;
  }
  spoken = Date.now();
  const sentence = soFar();
  if (summary.textContent !== sentence) summary.textContent = sentence;
  onward.hidden = !count("added") || count("waiting", "sending", "preparing") > 0;
}

function settle(row, outcome, sentence, page) {
  row.outcome = outcome;
  row.words.textContent = sentence;
  row.item.dataset.outcome = outcome;
  row.bar.hidden = outcome !== "sending" && outcome !== "preparing";
  row.again.hidden = outcome !== "lost";
  if (page) {
    const link = made("a", "", "Look at it");
    link.href = page;
    row.words.append(" ", link);
  }
  speak();
}

function add(file) {
  const row = { file, outcome: "waiting", item: made("li", "") };
  row.bar = document.createElement("progress");
  const name = made("span", "row-title", file.name);
  row.words = made("span", "quiet");
  row.again = made("button", "btn btn-outline-primary btn-sm", "Try again");
  row.again.type = "button";
  row.again.setAttribute("aria-label", `Try again: ${file.name}`);
  row.again.addEventListener("click", () => {
    settle(row, "waiting", "Waiting");
    chooser.focus();
    next();
  });
  row.bar.max = 1;
  row.bar.value = 0;
  row.bar.setAttribute("aria-label", `Sending ${file.name}`);
  row.item.append(name, row.bar, row.words, row.again);
  list.append(row.item);
  rows.push(row);
  return row;
}

function take(files) {
  [...files].map(add).forEach((row, place) => {
    if (place < AT_ONCE) settle(row, "waiting", "Waiting");
    else settle(row, "lost", `Not sent yet: ${AT_ONCE} files are the most at once.`);
  });
  next();
}

function next() {
  if (resumesAt > Date.now()) return;
  while (busy < LANES) {
    const row = rows.find(({ outcome }) => outcome === "waiting");
    if (!row) return;
    busy += 1;
    send(row);
  }
}

function send(row) {
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  body.append(input.name, row.file);
  row.bar.value = 0;
  settle(row, "sending", "Sending");
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) row.bar.value = event.loaded / event.total;
  });
  request.addEventListener("loadend", () => {
    busy -= 1;
    answered(row, request);
    next();
  });
  request.open("POST", location.href);
  request.setRequestHeader("Accept", "application/json");
  request.send(body);
}

function read(request) {
  const isOurs = request.getResponseHeader("Content-Type")?.startsWith("application/json");
  return isOurs ? JSON.parse(request.responseText) : null;
}

function answered(row, request) {
  const answer = read(request);
  if (!request.status) settle(row, "lost", LOST);
  else if (!answer?.message) settle(row, "lost", "It was not taken. Please reload this page and try again.");
  else if (request.status === 201) prepared(row, answer);
  else if (request.status === 409 && "page" in answer) settle(row, "here", answer.message, answer.page);
  else if (request.status === 429) wait(row, answer);
  else settle(row, "refused", answer.message);
}

function wait(row, { seconds, message }) {
  resumesAt = Math.max(resumesAt, Date.now() + seconds * 1000);
  settle(row, "waiting", message);
  setTimeout(() => {
    speak();
    next();
  }, seconds * 1000 + 50);
}

function prepared(row, { photo, state, message, had_location: located }) {
  row.photo = photo;
  row.located = located;
  if (state === "processing") {
    row.bar.removeAttribute("value"); // how long it takes is not known
    settle(row, "preparing", message);
    look();
  } else {
    settle(row, state === "failed" ? "refused" : "added", message);
  }
}

function look() {
  if (looking) return;
  looking = true;
  setTimeout(async () => {
    const asked = rows.filter(({ outcome }) => outcome === "preparing");
    const query = new URLSearchParams(asked.map(({ photo }) => ["photo", photo]));
    const found = await states(query);
    looking = false;
    for (const row of asked) {
      const state = found.find(({ photo }) => photo === row.photo);
      if (state && state.state !== "processing") prepared(row, state);
    }
    if (count("preparing")) look();
  }, BETWEEN_LOOKS);
}

// Nothing while the connection is lost: the next look asks again.
async function states(query) {
  try {
    const answer = await fetch(`${drop.dataset.progress}?${query}`, { headers: { Accept: "application/json" } });
    return answer.ok ? (await answer.json()).photos : [];
  } catch {
    return [];
  }
}

function keep(event) {
  event.preventDefault();
  drop.classList.toggle("drop-over", event.type === "dragover");
}

for (const child of form.children) child.hidden = true;
form.append(chooser, hint);
drop.append(list, summary, onward);
chooser.addEventListener("click", () => input.click());
input.addEventListener("change", () => {
  take(input.files);
  input.value = ""; // so that the same file can be chosen once more
});
drop.addEventListener("dragover", keep);
drop.addEventListener("dragleave", keep);
drop.addEventListener("drop", (event) => {
  keep(event);
  take(event.dataTransfer.files);
});
window.addEventListener("beforeunload", (event) => {
  if (count("waiting", "sending")) event.preventDefault();
});
