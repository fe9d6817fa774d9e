"use strict";
// The page is whole without this: it adds the search, and the picture of the graph. Names are taken
// from the tables; `edges` holds numbers only, the modules that each program and module imports.
(() => {
  const edges = JSON.parse(document.getElementById("edges").textContent);
  const byId = (id) => document.getElementById(id);
  const rows = [...document.querySelectorAll("tr[id]")];
  const nodes = [];
  const place = new Map();
  for (const row of rows) {
    const kind = row.id[0];
    if (kind !== "p" && kind !== "m") continue;
    place.set(row.id, nodes.length);
    const name = row.querySelector("[data-name]");
    nodes.push({
      id: row.id, kind, row, name: name.dataset.name, version: name.dataset.version,
      bad: row.dataset.bad === "1", to: [], from: [], depth: 0,
    });
  }
  const link = (from, list) => {
    for (const m of list) {
      const to = place.get("m" + m);
      nodes[from].to.push(to);
      nodes[to].from.push(from);
    }
  };
  edges.programs.forEach((list, i) => link(place.get("p" + i), list));
  edges.modules.forEach((list, i) => link(place.get("m" + i), list));

  // The search hides rows. Every word must occur in a row, without regard to case.
  const searched = [...document.querySelectorAll("tbody tr")].map((row) => ({ row, text: row.textContent.toLowerCase() }));
  const box = byId("search");
  const count = byId("found");
  const matches = (text, words) => words.every((word) => text.includes(word));
  let words = [];
  const search = () => {
    words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of searched) {
      const fits = matches(text, words);
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    count.textContent = words.length ? `${shown} of ${searched.length} rows` : "";
    history.replaceState(null, "", words.length ? "#q=" + encodeURIComponent(box.value) : "#");
    draw();
  };

  const SVG = "http://www.w3.org/2000/svg";
  const make = (name, attributes, parent) => {
    const element = document.createElementNS(SVG, name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    parent.append(element);
    return element;
  };
  const short = (text, most) => (text.length <= most ? text : text.slice(0, most / 2 - 1) + "…" + text.slice(-most / 2));
  const title = (node) => node.name + (node.version ? " " + node.version : "");
  const picture = byId("picture");
  const caption = byId("caption");
  let focus = null;

  const canvas = (height) => {
    picture.replaceChildren();
    return make("svg", { viewBox: `0 0 1000 ${height}`, role: "img", "aria-label": "graph of imports" }, picture);
  };
  const button = (node, attributes, parent, text) => {
    const anchor = make("a", { href: "#graph", "aria-label": title(node) }, parent);
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      show(node);
    });
    const element = make(text === undefined ? "circle" : "text", attributes, anchor);
    if (text !== undefined) element.textContent = text;
    make("title", {}, element).textContent = title(node);
    return element;
  };

  // All of the graph: programs on the left, and each module one column behind what imports it last.
  const drawAll = () => {
    const columns = new Map();
    for (const node of nodes) {
      if (!columns.has(node.depth)) columns.set(node.depth, []);
      columns.get(node.depth).push(node);
    }
    const most = Math.max(...[...columns.values()].map((column) => column.length));
    const across = Math.max(1, Math.ceil(most / 40));
    const height = Math.min(most, 40) * 12 + 50;
    const svg = canvas(height);
    const width = 980 / columns.size;
    for (const [depth, column] of columns) {
      const lines = Math.ceil(column.length / across);
      column.forEach((node, i) => {
        const x = 10 + depth * width + (Math.floor(i / lines) + 0.5) * (width / across);
        const y = 30 + (i % lines) * Math.min(12, (height - 50) / lines);
        const radius = Math.max(1.5, Math.min(width / across / 2, 2 + Math.sqrt(node.from.length) / 2, 7));
        const off = words.length && !matches(title(node).toLowerCase(), words);
        button(node, { cx: x, cy: y, r: radius, class: [node.kind, node.bad && "bad", off && "off"].filter(Boolean).join(" ") }, svg);
      });
    }
    caption.textContent = "Programs are on the left; a module is to the right of everything that imports it. " +
      "Choose one to see its neighbours.";
  };

  // One program or module, with what imports it and what it imports.
  const drawOne = (node) => {
    const most = 26;
    const order = (list) => [...list].sort((a, b) => nodes[a].kind < nodes[b].kind ? 1 : nodes[a].kind > nodes[b].kind ? -1 :
      nodes[b].from.length - nodes[a].from.length || (nodes[a].name < nodes[b].name ? -1 : 1));
    const sides = [order(node.from), order(node.to)];
    const lines = Math.max(1, ...sides.map((side) => Math.min(side.length, most + 1)));
    const svg = canvas(lines * 20 + 50);
    const middle = 40 + (lines * 20) / 2;
    sides.forEach((side, right) => {
      const x = right ? 660 : 340;
      make("text", { x, y: 20, class: "head", "text-anchor": right ? "start" : "end" }, svg).textContent =
        right ? `imports ${side.length}` : `imported by ${side.length}`;
      side.slice(0, most).forEach((other, i) => {
        const y = 45 + i * 20;
        make("path", { d: right ? `M 560 ${middle} C 610 ${middle} 610 ${y - 4} 650 ${y - 4}` :
          `M 350 ${y - 4} C 390 ${y - 4} 390 ${middle} 440 ${middle}` }, svg);
        button(nodes[other], { x, y, "text-anchor": right ? "start" : "end" }, svg, short(title(nodes[other]), 44));
      });
      if (side.length > most) {
        make("text", { x, y: 45 + most * 20, class: "head", "text-anchor": right ? "start" : "end" }, svg).textContent =
          `and ${side.length - most} more`;
      }
    });
    make("text", { x: 500, y: middle - 12, class: "main", "text-anchor": "middle" }, svg).textContent = short(node.name, 30);
    make("text", { x: 500, y: middle + 8, class: "head", "text-anchor": "middle" }, svg).textContent = node.version || "";
    caption.replaceChildren();
    const back = document.createElement("a");
    back.href = "#graph";
    back.textContent = "Show the whole graph";
    back.addEventListener("click", (event) => { event.preventDefault(); show(null); });
    const row = document.createElement("a");
    row.href = "#" + node.id;
    row.textContent = "see the row of " + node.name;
    caption.append(back, ", or ", row, ".");
  };

  const draw = () => (focus ? drawOne(focus) : drawAll());
  const show = (node) => {
    focus = node;
    draw();
    byId("graph").scrollIntoView({ block: "nearest" });
  };

  // The depth of a module is that of its deepest importer and one; imports have no cycles but those
  // between modules, which the count ends.
  let again = true;
  for (let round = 0; again && round < 24; round += 1) {
    again = false;
    for (const node of nodes) {
      for (const to of node.to) {
        if (nodes[to].depth <= node.depth && node.depth < 23) {
          nodes[to].depth = node.depth + 1;
          again = true;
        }
      }
    }
  }

  for (const node of nodes) {
    const choose = node.row.querySelector("[data-name]");
    choose.addEventListener("click", (event) => {
      event.preventDefault();
      show(node);
    });
  }
  box.addEventListener("input", search);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== box) {
      event.preventDefault();
      box.focus();
    } else if (event.key === "Escape" && document.activeElement === box) {
      box.value = "";
      search();
    } else if (event.key === "Enter" && document.activeElement === box) {
      const fits = nodes.filter((node) => matches(title(node).toLowerCase(), words));
      const exact = fits.find((node) => node.name.toLowerCase() === words.join(" "));
      if (exact || fits.length) show(exact || fits[0]);
    }
  });
  for (const element of document.querySelectorAll(".scripted")) element.hidden = false;
  if (location.hash.startsWith("#q=")) {
    box.value = decodeURIComponent(location.hash.slice(3));
    search();
  } else {
    draw();
  }
})();
