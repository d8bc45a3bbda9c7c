// Keeps an open page up to date. The page works without it: then a reload shows what is new.
"use strict";

const interval = 1500;
const content = document.getElementById("content");
const state = document.getElementById("live-state");

// Brings an element to the shape of a newer one and touches only what differs, so that focus, scrolling, selected text and
// opened details stay as they are.
function update(now, next) {
  for (const { name } of [...now.attributes]) {
    if (!next.hasAttribute(name) && !(name === "open" && now.tagName === "DETAILS")) {
      now.removeAttribute(name);
    }
  }
  for (const { name, value } of next.attributes) {
    if (now.getAttribute(name) !== value) {
      now.setAttribute(name, value);
    }
  }
  updateChildren(now, next);
}

function same(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id || "") === (b.id || "");
}

function updateChildren(now, next) {
  const known = new Map();
  for (const child of now.children) {
    if (child.id) {
      known.set(child.id, child);
    }
  }
  let place = now.firstChild;
  for (const wanted of [...next.childNodes]) {
    const candidate = wanted.id ? known.get(wanted.id) : place && !place.id && same(place, wanted) ? place : null;
    if (!candidate || !same(candidate, wanted)) {
      now.insertBefore(document.importNode(wanted, true), place);
      continue;
    }
    if (candidate === place) {
      place = place.nextSibling;
    } else {
      now.insertBefore(candidate, place);
    }
    if (candidate.nodeType === Node.ELEMENT_NODE) {
      update(candidate, wanted);
    } else if (candidate.nodeValue !== wanted.nodeValue) {
      candidate.nodeValue = wanted.nodeValue;
    }
  }
  while (place) {
    const gone = place;
    place = place.nextSibling;
    gone.remove();
  }
}

async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
  if (answer.redirected) {
    location.reload();
    return;
  }
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  const nextContent = next.getElementById("content");
  if (nextContent) {
    update(content, nextContent);
    document.title = next.title;
    const [footer, nextFooter] = [document.querySelector("footer"), next.querySelector("footer")];
    if (footer && nextFooter) {
      update(footer, nextFooter);
    }
  }
}

function say(text) {
  if (state.textContent !== text) {
    state.textContent = text;
    state.hidden = text === "";
  }
}

async function look() {
  if (!document.hidden) {
    try {
      const answer = await fetch("/live", { cache: "no-store" });
      if (answer.status === 401) {
        location.reload();
        return;
      }
      if (answer.ok && (await answer.json()).version !== content.dataset.version) {
        await refresh();
      }
      say("");
    } catch {
      say("The app host does not answer. What you see is the last that it said.");
    }
  }
  setTimeout(look, interval);
}

// A link to a span opens it.
function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.scrollIntoView({ block: "nearest" });
  }
}

addEventListener("hashchange", openTarget);
openTarget();
if (content && content.dataset.version) {
  setTimeout(look, interval);
}
