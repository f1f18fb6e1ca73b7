// The day of reading, as OSCOLA asks for it; on paper it stays a blank to fill in.
for (const place of document.querySelectorAll("[data-today]")) {
  place.textContent = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

// The link beside a paragraph copies its address, or that of the very words that are selected in it. A browser
// shows the first place that has them: where one is earlier, the words before these are named as well.
for (const text of document.querySelectorAll("[data-paragraph]")) {
  if (!navigator.clipboard) break;
  const split = (said) => said.split(/\s+/).filter(Boolean);
  const encode = (words) => encodeURIComponent(words.join(" ")).replaceAll("-", "%2D");
  for (const link of text.querySelectorAll("a.anchor")) {
    const id = link.hash.slice(1), paragraph = document.getElementById(id);
    link.setAttribute("aria-label", link.title);
    link.title = text.dataset.paragraph;
    link.addEventListener("click", async () => {
      const chosen = getSelection();
      const words = paragraph.contains(chosen.anchorNode) && paragraph.contains(chosen.focusNode) ? split(chosen.toString()) : [];
      const spans = words.length > 8 ? [words.slice(0, 4), words.slice(-4)] : words.length ? [words] : [];
      const parts = spans.map(encode);
      if (parts.length) {
        const before = (place) => {
          const range = chosen.getRangeAt(0).cloneRange();
          range.collapse(true);
          range.setStart(place, 0);
          return split(range.toString());
        };
        const earlier = before(document.body).join(" ").toLowerCase(), named = before(paragraph).slice(-3);
        if (named.length && earlier.includes(spans[0].join(" ").toLowerCase())) parts.unshift(`${encode(named)}-`);
      }
      const fragment = parts.join(",");
      const canonical = document.querySelector("link[rel=canonical]").href;
      await navigator.clipboard.writeText(`${canonical}#${id}${fragment && `:~:text=${fragment}`}`);
      link.setAttribute("role", "status");
      link.textContent = text.dataset.done;
      setTimeout(() => { link.textContent = ""; link.removeAttribute("role"); }, 2000);
    });
  }
}

// Copy buttons: shown only where they work. Everything else on the site works without script.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const label = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.closest("[data-done]").dataset.done;
    button.setAttribute("aria-live", "polite");
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
