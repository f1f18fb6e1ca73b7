// The day of reading, as OSCOLA asks for it; on paper it stays a blank to fill in.
for (const place of document.querySelectorAll("[data-today]")) {
  place.textContent = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

// Paragraphs: a link to each, or to the very words that are selected in it.
for (const text of document.querySelectorAll("[data-paragraph]")) {
  if (!navigator.clipboard) break;
  const encode = (words) => encodeURIComponent(words).replaceAll("-", "%2D");
  for (const paragraph of text.querySelectorAll("[id^=p]")) {
    if (!/^p[0-9]+$/.test(paragraph.id)) continue;
    const link = document.createElement("a");
    link.className = "anchor";
    link.href = `#${paragraph.id}`;
    link.textContent = "¶";
    link.title = text.dataset.paragraph;
    link.setAttribute("aria-label", `${text.dataset.paragraph} (${paragraph.id.slice(1)})`);
    link.addEventListener("click", async () => {
      const chosen = getSelection();
      const words = paragraph.contains(chosen.anchorNode) && paragraph.contains(chosen.focusNode)
        ? chosen.toString().replace("¶", "").trim().split(/\s+/).filter(Boolean) : [];
      const spans = words.length > 8 ? [words.slice(0, 4), words.slice(-4)] : words.length ? [words] : [];
      const fragment = spans.map((span) => encode(span.join(" "))).join(",");
      const canonical = document.querySelector("link[rel=canonical]").href;
      await navigator.clipboard.writeText(`${canonical}#${paragraph.id}${fragment && `:~:text=${fragment}`}`);
      link.textContent = `¶ ${text.dataset.done}`;
      setTimeout(() => { link.textContent = "¶"; }, 2000);
    });
    paragraph.append(" ", link);
  }
}

// Copy buttons: shown only where they work. Everything else on the site works without script.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const label = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.done;
    button.setAttribute("aria-live", "polite");
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

// A treaty's table on another day: ?on=2014-05-06. Without script, the years' ends are in the page.
const onDate = document.getElementById("on-date");
if (onDate) {
  const input = onDate.elements.on, output = onDate.querySelector("output"), words = output.dataset;
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
      const cell = row.querySelector(".standing");
      cell.textContent = bound ? words.bound : waits ? words.waiting : words.none;
      cell.className = `standing ${bound ? "party" : waits ? "consented" : "none"}`;
    }
    const when = new Date(`${day}T00:00Z`).toLocaleDateString(document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
    output.textContent = words.words.replace("{count}", count).replace("{deposited}", waiting).replace("{date}", when);
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
