// The state box: a combobox with a list, as the ARIA Authoring Practices describe it.

/**
 * @param {HTMLElement} place holds the plain choice and, hidden, the box that replaces it
 * @param {{names: () => Promise<import("./search-names.js").Names>, count: (code: string) => number | undefined,
 *          choose: (code: string) => void, words: Object<string, string>}} archive
 */
export function stateBox(place, { names, count, choose, words }) {
  const box = place.querySelector("[role=combobox]"), list = place.querySelector("[role=listbox]");
  const hint = place.querySelector("#state-hint"), plain = place.querySelector("select");
  place.querySelector("label").htmlFor = box.id;
  plain.hidden = plain.disabled = true;
  place.querySelector(".combo").hidden = false;
  let codes = [], active = -1;

  const mark = (to) => {
    active = to;
    for (const [at, option] of [...list.children].entries()) option.setAttribute("aria-selected", String(at === to));
    if (to < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", list.children[to].id);
    list.children[to].scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    hint.textContent = "";
    mark(-1);
  };
  const open = async () => {
    const typed = box.value.trim(), known = await names();
    if (box.value.trim() !== typed || document.activeElement !== box) return;
    codes = typed ? known.starting(typed).slice(0, 40) : [...plain.options].map((o) => o.value).filter(Boolean);
    const near = codes.length ? "" : known.near(typed); // offered: Enter alone does not choose it
    if (near) codes = [near];
    list.replaceChildren(...codes.map((code, at) => {
      const option = document.createElement("li"), figure = document.createElement("span");
      option.id = `state-${code}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      figure.className = "count";
      figure.textContent = count(code) ?? "";
      option.append(known.name(code), " ", figure);
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); pick(at); });
      return option;
    }));
    list.hidden = !codes.length;
    box.setAttribute("aria-expanded", String(codes.length > 0));
    hint.textContent = near ? `${words.stateEmpty} ${words.near.replace("{state}", known.name(near))}`
      : codes.length ? words.stateHint.replace("{count}", codes.length) : words.stateEmpty;
    mark(typed && codes.length && !near ? 0 : -1);
  };
  const pick = (at) => {
    box.value = "";
    const code = codes[at];
    close();
    choose(code);
  };

  box.addEventListener("input", open);
  box.addEventListener("click", () => { if (list.hidden) open(); });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", async (event) => {
    const last = codes.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) { await open(); if (active < 0 && codes.length) mark(0); }
      else mark(event.key === "ArrowDown" ? (active + 1) % codes.length : active <= 0 ? last : active - 1);
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      pick(active);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
}
