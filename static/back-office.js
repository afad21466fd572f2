// Give a name to the fields that Django's back office leaves without one for screen readers.

// In a table of rows, a field is called after its column; a row that is added is copied from these.
function nameFieldsOfRows() {
  for (const table of document.querySelectorAll(".inline-group .tabular table")) {
    const columns = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    for (const field of table.querySelectorAll("tbody :is(input:not([type=hidden]), select, textarea)")) {
      field.ariaLabel = columns[field.closest("td").cellIndex];
    }
  }
}

function nameOf(field) {
  return field.ariaLabel ?? field.labels[0]?.textContent.replace(/:$/, "").trim();
}

// A field with search is drawn as a box with the value in it, and asks in another.
function nameFieldsWithSearch() {
  for (const field of document.querySelectorAll("select.admin-autocomplete")) {
    const value = document.getElementById(`select2-${field.id}-container`);
    const box = value?.closest("[role=combobox]");
    if (!box) continue;
    box.removeAttribute("aria-labelledby");
    box.ariaLabel = value.ariaLabel = nameOf(field);
  }
}

nameFieldsOfRows();
const jQuery = globalThis.django?.jQuery;
if (jQuery) {
  jQuery(nameFieldsWithSearch);
  document.addEventListener("formset:added", nameFieldsWithSearch);
  jQuery(document).on("select2:open", (event) => {
    const box = document.querySelector(".select2-container--open [role=combobox]");
    box.setAttribute("aria-controls", box.getAttribute("aria-owns"));
    document.querySelector(".select2-search__field").ariaLabel = `Search: ${nameOf(event.target)}`;
  });
}
