// The main rules of WCAG that a page without scripts can break; returns what is wrong, in words.
() => {
  const faults = [];
  const say = (rule, node) => faults.push(`${rule}: ${node.outerHTML.slice(0, 120)}`);
  const all = (css) => [...document.querySelectorAll(css)];
  const isShown = (node) => {
    const box = node.getBoundingClientRect(), style = getComputedStyle(node);
    return box.width > 1 && box.height > 1 && style.visibility !== "hidden" && style.display !== "none";
  };
  const nameOf = (node) => {
    const by = node.getAttribute("aria-labelledby");
    if (by) return by.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim();
    const own = node.getAttribute("aria-label");
    if (own) return own.trim();
    if (node.labels?.length) return [...node.labels].map((one) => one.textContent).join(" ").trim();
    return (node.textContent || node.getAttribute("alt") || node.getAttribute("title") || "").trim();
  };

  if (!document.documentElement.lang) faults.push("html-has-lang");
  if (!document.title.trim()) faults.push("document-title");
  for (const css of ["main", "header", "footer"]) if (all(css).length !== 1) faults.push(`one ${css}`);
  if (all("h1").length !== 1) faults.push(`one h1, not ${all("h1").length}`);
  let level = 0;
  for (const node of all("h1,h2,h3,h4,h5,h6")) {
    const now = Number(node.tagName[1]);
    if (now > level + 1) say(`heading-order after h${level}`, node);
    if (!node.textContent.trim()) say("empty-heading", node);
    level = now;
  }
  const ids = all("[id]").map((node) => node.id);
  ids.filter((id, place) => ids.indexOf(id) !== place).forEach((id) => faults.push(`duplicate-id ${id}`));
  for (const node of all("[aria-labelledby]")) {
    for (const id of node.getAttribute("aria-labelledby").split(" ")) {
      if (!document.getElementById(id)) say("aria-valid-attr-value", node);
    }
  }
  for (const node of all("a[href], button, summary")) {
    if (node.closest("[aria-hidden=true]")) { if (node.tabIndex >= 0) say("aria-hidden-focus", node); continue; }
    if (!nameOf(node)) say("link-name", node);
  }
  for (const node of all("input:not([type=hidden]), select, textarea")) if (!nameOf(node)) say("label", node);
  for (const node of all("img")) if (!node.hasAttribute("alt")) say("image-alt", node);
  for (const node of all("svg")) {
    if (node.getAttribute("aria-hidden") !== "true" && !(node.getAttribute("role") === "img" && nameOf(node))) say("svg-img-alt", node);
  }
  const navs = all("nav").map(nameOf);
  if (new Set(navs).size !== navs.length || navs.includes("")) faults.push(`landmark-unique: ${navs}`);
  for (const list of all("ol, ul")) for (const child of list.children) if (child.tagName !== "LI") say("list", list);
  for (const node of all("table")) if (!node.querySelector("th[scope]")) say("th-has-scope", node);
  for (const node of all("pre, .scroll")) if (node.scrollWidth > node.clientWidth && node.tabIndex < 0) say("scrollable-region-focusable", node);

  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((one) => { const s = one / 255; return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const rgba = (css) => { const [r, g, b, a = 1] = css.match(/[\d.]+/g).map(Number); return [r, g, b, a]; };
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const found = rgba(getComputedStyle(at).backgroundColor);
      if (found[3] > 0) return found;
    }
    return [255, 255, 255, 1];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const node = text.parentElement;
    if (!text.textContent.trim() || !isShown(node) || node.closest(".hidden, .skip, svg")) continue;
    const style = getComputedStyle(node), size = parseFloat(style.fontSize), weight = Number(style.fontWeight);
    const [light, dark] = [luminance(rgba(style.color)), luminance(behind(node))].sort((a, b) => b - a);
    const needed = size >= 24 || (size >= 18.66 && weight >= 700) ? 3 : 4.5;
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < needed) say(`color-contrast ${ratio.toFixed(2)}`, node);
  }
  for (const node of all("a, button, summary, input")) {
    const box = node.getBoundingClientRect();
    if (isShown(node) && getComputedStyle(node).display !== "inline" && !node.closest(".hidden,.skip") && Math.min(box.height, box.width) < 24) say(`target-size ${box.width}x${box.height}`, node);
  }
  return faults;
}
