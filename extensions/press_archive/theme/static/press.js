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
