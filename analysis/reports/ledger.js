// Sorts and filters the ledger, and opens the claim that a link names. Without it the page reads as it is.
(() => {
  const table = document.getElementById("ledger"), body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  const find = (name) => document.getElementById(name);
  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.key === undefined ? cell.textContent.trim().toLowerCase() : Number(cell.dataset.key);
  };
  const sort = (column) => {
    const up = heads[column].getAttribute("aria-sort") !== "ascending";
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    heads[column].setAttribute("aria-sort", up ? "ascending" : "descending");
    const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    const rows = [...body.rows].sort((a, b) => order(key(a, column), key(b, column)) * (up ? 1 : -1));
    body.append(...rows);
  };
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(column));
    head.replaceChildren(button);
  });
  const filter = () => {
    const verdict = find("verdict").value, paper = find("paper").value, text = find("text").value.toLowerCase();
    let shown = 0;
    for (const row of body.rows) {
      const kept = (!verdict || row.dataset.verdict === verdict) && (!paper || row.dataset.paper === paper)
        && row.dataset.flags.includes(find("flag").value) && row.textContent.toLowerCase().includes(text);
      row.hidden = !kept;
      shown += kept;
    }
    find("count").textContent = `${shown} of ${body.rows.length} claims`;
  };
  for (const name of ["verdict", "paper", "text", "flag"]) find(name).addEventListener("input", filter);
  document.querySelector(".controls").hidden = false;
  filter();
  const open = () => {
    const claim = location.hash.length > 1 && find(decodeURIComponent(location.hash.slice(1)));
    const details = claim && claim.querySelector("details");
    if (details) { details.open = true; claim.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  open();
})();
