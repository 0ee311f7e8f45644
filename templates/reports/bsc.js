"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  const table = byId("kpis"), body = table.tBodies[0], rows = [...body.rows];
  const fields = ["text", "perspective", "owner", "status"].map((name) => byId("f-" + name));
  const collator = new Intl.Collator("id", { numeric: true });

  const show = () => {
    const [text, perspective, owner, status] = fields.map((field) => field.value);
    const wanted = text.trim().toLocaleLowerCase("id");
    let shown = 0;
    for (const row of rows) {
      const heading = row.cells[0].textContent.toLocaleLowerCase("id");
      const fits =
        heading.includes(wanted) &&
        (!perspective || row.dataset.perspective === perspective) &&
        (!owner || row.dataset.owner === owner) &&
        (!status || row.dataset.status === status);
      row.hidden = !fits;
      shown += fits;
    }
    byId("count").textContent = `Menampilkan ${shown} dari ${rows.length} KPI`;
    byId("empty").hidden = shown > 0;
  };

  const value = (row, column, kind) => {
    const cell = row.cells[column];
    const found = cell.dataset.value ?? cell.textContent.trim();
    return kind === "number" ? (found === "" ? null : Number(found)) : found;
  };

  const sort = (heading, column) => {
    const kind = heading.dataset.sort;
    const sign = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
    const compare = (a, b) => {
      const [x, y] = [value(a, column, kind), value(b, column, kind)];
      if (x === null || y === null) return (x === null) - (y === null);
      return sign * (kind === "number" ? x - y : collator.compare(x, y));
    };
    body.append(...[...rows].sort(compare));
  };

  for (const [column, heading] of [...table.tHead.rows[0].cells].entries()) {
    if (!heading.dataset.sort) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.title = "Urutkan";
    button.addEventListener("click", () => sort(heading, column));
    const onPaper = document.createElement("span"); // a repeated heading prints no buttons
    onPaper.className = "paper";
    onPaper.ariaHidden = "true";
    onPaper.textContent = heading.textContent;
    heading.replaceChildren(button, onPaper);
  }

  // tables that a narrow window lays out as blocks stay tables for who listens to them
  const roles = { table: "table", thead: "rowgroup", tbody: "rowgroup", tfoot: "rowgroup", tr: "row", td: "cell" };
  for (const [tag, role] of Object.entries(roles)) {
    for (const element of document.getElementsByTagName(tag)) element.setAttribute("role", role);
  }
  for (const heading of document.querySelectorAll("th")) {
    heading.setAttribute("role", heading.scope === "row" ? "rowheader" : "columnheader");
  }

  const filters = byId("filters");
  filters.addEventListener("input", show);
  filters.addEventListener("reset", () => setTimeout(show));
  filters.addEventListener("submit", (event) => event.preventDefault());
  filters.hidden = false;
  show();

  for (const link of document.querySelectorAll('a[href^="#kpi-"]')) {
    link.addEventListener("click", () => {
      filters.reset();
      fields.forEach((field) => (field.value = ""));
      show();
    });
  }

  const stored = { get: () => null, set: () => undefined };
  try {
    const box = window.localStorage;
    stored.get = () => box.getItem("lembar-theme");
    stored.set = (theme) => box.setItem("lembar-theme", theme);
  } catch {
    // a page opened from a file may have no storage
  }
  const button = byId("theme");
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const tell = () => button.setAttribute("aria-pressed", String(isDark()));
  const choice = stored.get();
  if (choice === "dark" || choice === "light") root.dataset.theme = choice;
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    stored.set(root.dataset.theme);
    tell();
  });
  system.addEventListener("change", tell);
  tell();
  byId("print").addEventListener("click", () => window.print());
  byId("tools").hidden = false;
})();
