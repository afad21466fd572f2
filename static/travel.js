// While amounts are typed, say what they add up to, and what would be left in a fund. The server reckons again.
function typed(field) {
  const amount = Number(field?.value.replace(",", ".").trim() ?? "");
  return Number.isFinite(amount) && amount > 0 ? amount : 0;
}

function inWords(amount, places, currency) {
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  return `${amount.toLocaleString("en-US", digits)} ${currency}`;
}

function addUp(sums) {
  const form = sums.closest("form");
  const rows = [...form.querySelectorAll(".costs .cost [name$=-amount]")];
  const costs = rows.map(typed).reduce((total, amount) => total + amount, 0);
  const own = typed(form.querySelector("[name=own_part]"));
  const found = { costs, own, asked: costs - own };
  for (const [name, amount] of Object.entries(found)) {
    const place = sums.querySelector(`[data-sum=${name}]`);
    place.textContent = inWords(amount, Number(sums.dataset.places), sums.dataset.currency);
  }
}

function subtract(fund) {
  const after = fund.querySelector("[data-after]");
  const currency = after.textContent.trim().split(" ").at(-1);
  const left = Number(fund.dataset.free) - typed(fund.querySelector("[name^=amount_]"));
  after.textContent = inWords(left, Number(fund.dataset.places), currency);
}

for (const sums of document.querySelectorAll(".sums")) {
  sums.closest("form").addEventListener("input", () => addUp(sums));
}
for (const fund of document.querySelectorAll("[data-free]")) {
  fund.addEventListener("input", () => subtract(fund));
}
