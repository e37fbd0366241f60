"use strict";
(() => {
  const bar = document.querySelector(".bar");
  const main = document.querySelector("main");
  const changes = [...document.querySelectorAll(".change")];
  if (!bar || !changes.length) return;
  bar.hidden = false;

  const counter = bar.querySelector(".counter");
  const nothing = main.querySelector(".nothing");
  const help = document.querySelector(".help");
  const filter = bar.querySelector(".filter");
  const wide = matchMedia("(min-width: 64rem)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const marks = new Map();
  for (const mark of document.querySelectorAll(".mark")) {
    const id = mark.dataset.change;
    if (!marks.has(id)) marks.set(id, []);
    marks.get(id).push(mark);
  }
  let shown = changes;
  let current = null;

  function light(change, on) {
    for (const mark of marks.get(change.id) || []) mark.classList.toggle("now", on);
  }

  function choose(change, show = reveal) {
    if (current) {
      current.removeAttribute("aria-current");
      light(current, false);
    }
    current = change;
    if (change) {
      change.setAttribute("aria-current", "true");
      light(change, true);
      change.focus({ preventScroll: true });
      show(change);
      history.replaceState(null, "", "#" + change.id);
    }
    count();
  }

  // Where there is room, a change and its place on the page are seen at once; on a phone the change first,
  // and its place by a touch.
  function reveal(change) {
    change.scrollIntoView({ block: wide.matches ? "center" : "start" });
    if (wide.matches) point(change);
  }

  function point(change) {
    const spread = change.closest(".spread");
    const mark = (marks.get(change.id) || []).find((it) => spread.contains(it));
    if (mark) mark.scrollIntoView({ block: wide.matches ? "nearest" : "center", inline: "center" });
  }

  function count() {
    const index = shown.indexOf(current);
    const words = shown.length === 1 ? "1 change" : shown.length + " changes";
    counter.textContent = index < 0 ? words : index + 1 + " of " + shown.length;
  }

  function step(by) {
    if (!shown.length) return;
    const index = shown.indexOf(current);
    const next = index < 0 ? (by > 0 ? 0 : shown.length - 1) : (index + by + shown.length) % shown.length;
    choose(shown[next]);
  }

  function wanted(name) {
    const field = bar.querySelector(`select[name="${name}"]`);
    return field ? field.value : "";
  }

  function sift() {
    const boxes = [...bar.querySelectorAll('input[name="layer"]')];
    const layers = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const chosen = { document: wanted("document"), case: wanted("case"), language: wanted("language") };
    for (const change of changes) {
      const part = change.closest(".document");
      change.hidden = !(
        layers.has(change.dataset.layer) &&
        (!chosen.document || part.id === chosen.document) &&
        (!chosen.case || change.dataset.case === chosen.case) &&
        (!chosen.language || part.dataset.language === chosen.language)
      );
      for (const mark of marks.get(change.id) || []) mark.toggleAttribute("hidden", change.hidden);
    }
    shown = changes.filter((change) => !change.hidden);
    const all = shown.length === changes.length;
    const has = (part) => part.querySelector(".change:not([hidden])");
    for (const spread of main.querySelectorAll(".spread")) spread.hidden = !all && !has(spread);
    for (const part of main.querySelectorAll(".document")) part.hidden = !all && !has(part);
    nothing.hidden = shown.length > 0;
    bar.querySelector(".filtered").hidden = all;
    if (current && current.hidden) choose(null);
    count();
  }

  let timer = 0;
  function turn() {
    main.classList.toggle("old-turn");
  }
  function view(name) {
    main.dataset.view = name;
    for (const button of bar.querySelectorAll("[data-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === name));
    }
    clearInterval(timer);
    if (name === "blink" && !calm.matches) timer = setInterval(turn, 900);
    if (current) reveal(current);
  }

  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.step) step(Number(button.dataset.step));
    else if (button.dataset.view) {
      // Pressed again, blinking shows the other page: so it works by hand, too.
      if (button.dataset.view === "blink" && main.dataset.view === "blink") turn();
      view(button.dataset.view);
    } else if (button.classList.contains("help-button")) help.showModal();
    else if (button.classList.contains("reset")) {
      for (const box of bar.querySelectorAll('input[name="layer"]')) box.checked = true;
      for (const field of bar.querySelectorAll("select")) field.value = "";
      sift();
    }
  });
  bar.addEventListener("change", sift);
  help.querySelector("button").addEventListener("click", () => help.close());

  main.addEventListener("click", (event) => {
    const mark = event.target.closest(".mark");
    if (mark) return choose(document.getElementById(mark.dataset.change));
    const change = event.target.closest(".change");
    if (change && !String(getSelection())) choose(change, point);
  });
  main.addEventListener("input", (event) => {
    if (event.target.type !== "range") return;
    event.target.closest(".pages").style.setProperty("--part", event.target.value + "%");
  });
  document.addEventListener("click", (event) => {
    if (filter.open && !filter.contains(event.target)) filter.open = false;
  });

  const views = ["side", "slide", "blink", "minus"];
  const keys = {
    n: () => step(1), j: () => step(1), ArrowRight: () => step(1),
    p: () => step(-1), k: () => step(-1), ArrowLeft: () => step(-1),
    f: () => {
      filter.open = true;
      filter.querySelector("input, select, button").focus();
    },
    z: () => {
      document.body.classList.toggle("large");
      if (current) reveal(current);
    },
    "?": () => help.showModal(),
    Escape: () => {
      if (filter.open) {
        filter.open = false;
        filter.querySelector("summary").focus();
      }
    },
  };
  for (const [index, name] of views.entries()) {
    keys[index + 1] = () => bar.querySelector(`[data-view="${name}"]`).click();
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.target.closest("input, select, textarea") && event.key !== "Escape") return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  const named = changes.find((change) => "#" + change.id === location.hash);
  if (named) choose(named);
  else count();
})();
