// The page for lost addresses: the words of the address are put into the field, and the nearest list above it is
// linked, if there is one. The page stands at any depth; its form knows the root of the site.
const form = document.querySelector("main form"), above = document.getElementById("above");
const root = new URL("..", form.action), place = location.pathname.slice(root.pathname.length);
const parts = place === "404.html" ? [] : place.split("/").filter(Boolean);
const words = (part) => { try { return decodeURIComponent(part); } catch { return part; } };
const name = words(parts.pop() ?? "").replace(/\.\w+$/u, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
if (/\p{L}/u.test(name)) form.elements.q.value = name;
for (; parts.length && above.hidden; parts.pop()) {
  const list = new URL(root);
  list.pathname += `${parts.join("/")}/`; // never of another site, whatever the parts are
  if (!(await fetch(list, { method: "HEAD" }).catch(() => ({}))).ok) continue;
  const link = above.querySelector("a");
  link.href = list;
  link.textContent = list.pathname;
  above.hidden = false;
}
