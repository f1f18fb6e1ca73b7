// A treaty's table on another day: ?on=2014-05-06. Without script, the years' ends are in the page.
const onDate = document.getElementById("on-date");
if (onDate) {
  const input = onDate.elements.on, output = onDate.querySelector("output"), words = output.dataset;
  const today = document.getElementById("as-of").textContent;
  const holds = (stretches, day) => (stretches || "").split(" ").some((stretch) => {
    const [start, end] = stretch.split("/");
    return start && start <= day && (!end || end > day);
  });
  const show = (day) => {
    let count = 0, waiting = 0;
    for (const row of document.querySelectorAll("#states-table tbody tr")) {
      const bound = holds(row.dataset.bound, day), waits = !bound && holds(row.dataset.waiting, day);
      count += bound;
      waiting += bound || waits;
      const cell = row.cells[1];
      cell.textContent = bound ? words.bound : waits ? words.waiting : words.none;
      cell.className = `standing ${bound ? "party" : waits ? "consented" : "none"}`;
    }
    const when = new Date(`${day}T00:00Z`).toLocaleDateString(document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" }).replace(/^1(?=\s)/, words.first);
    // The figures at the top are those of the day, too; what is only known of today goes.
    for (const total of document.querySelectorAll(".totals dd")) {
      total.textContent = { count, deposited: waiting }[total.dataset.on] ?? total.textContent;
      total.parentElement.hidden = !total.dataset.on && day !== input.max;
    }
    output.textContent = words.words.replace("{count}", count).replace("{deposited}", waiting).replace("{date}", when);
    document.getElementById("as-of").textContent = day === input.max ? today : output.textContent;
  };
  const asked = new URLSearchParams(location.search).get("on");
  onDate.hidden = false;
  if (asked && /^\d{4}-\d\d-\d\d$/.test(asked) && asked >= input.min && asked <= input.max) {
    input.value = asked;
    show(asked);
  }
  onDate.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!input.value) return;
    show(input.value);
    history.replaceState(null, "", `?on=${input.value}`);
  });
}

// A state's timeline is scrolled to its newest end; where that has been empty for long, to the newest thing.
for (const box of document.querySelectorAll(".latest")) {
  const [newest, frame] = [[...box.querySelectorAll(".mark")].at(-1), box].map((part) => part.getBoundingClientRect());
  if (newest.left < frame.left) box.scrollBy({ left: newest.right + 24 - frame.right, behavior: "instant" });
}

// Tables: sorted by the column whose head is pressed; as they come, from A to Z.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells], body = table.tBodies[0], order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    const key = (row) => row.cells[column].dataset.key ?? row.cells[column].textContent.trim();
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending" || (!head.ariaSort && head.classList.contains("number"));
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].sort((a, b) => order.compare(key(a), key(b)) * (down ? -1 : 1));
      body.append(...rows.filter(key), ...rows.filter((row) => !key(row)));
    });
  });
}

// All states: found by any name or by region, in the table and on the map.
const find = document.getElementById("find-state");
if (find) import("./fold.js").then(({ fold }) => {
  const rows = [...document.querySelectorAll("#table tbody tr")];
  const places = new Map([...document.querySelectorAll(".map a")].map((place) => [place.getAttribute("href"), place]));
  find.hidden = false;
  find.closest("main").addEventListener("input", () => {  // also where another standing is shown
    const name = fold(find.elements.name.value), group = find.elements.group?.value ?? "";
    for (const row of rows) {
      const link = row.querySelector("a");
      row.hidden = !fold(`${link.textContent} ${row.dataset.also ?? ""}`).includes(name) || (group && !row.dataset.groups.split(" ").includes(group));
      places.get(link.getAttribute("href"))?.classList.toggle("off", row.hidden);
    }
    const output = find.querySelector("output"), shown = rows.filter((row) => row.checkVisibility()).length;
    output.textContent = output.dataset.words.replace("{count}", shown);
  });
  // Enter leads to what was found: to the only state, or to the first in the table.
  find.addEventListener("submit", (event) => {
    event.preventDefault();
    const links = [...document.querySelectorAll("#table tbody tr")].filter((row) => row.checkVisibility()).map((row) => row.querySelector("a"));
    if (links.length === 1) location.assign(links[0].href);
    else links[0]?.focus();
  });
});
