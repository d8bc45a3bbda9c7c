// What only a browser can do for the pages.
"use strict";

// Pages are on this machine: there is nothing to negotiate about, and the page answers a round trip sooner.
Blazor.start({
  circuit: { configureSignalR: (connection) => connection.withUrl("_blazor", { skipNegotiation: true, transport: 1 /* websockets */ }) },
});

(() => {
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-action='reload']")) {
      location.reload();
    }

    // Blazor follows the link by scrolling only; who skips by keyboard goes on from there.
    if (event.target.closest?.(".skip")) {
      event.preventDefault();
      document.getElementById("content")?.focus();
    }
  });

  // Blazor's script tells how the connection is. An app host that was started anew knows neither circuit nor session: reloading asks to sign in.
  document.getElementById("components-reconnect-modal")?.addEventListener("components-reconnect-state-changed", (event) => {
    if (event.detail.state === "rejected") {
      location.reload();
    }
  });
})();

// A list marked data-follow shows its newest line, unless somebody scrolled up to read.
(() => {
  const near = 24;
  const following = new WeakMap();

  document.addEventListener("scroll", (event) => {
    const list = event.target;
    if (list instanceof HTMLElement && list.hasAttribute("data-follow")) {
      following.set(list, list.scrollHeight - list.scrollTop - list.clientHeight < near);
    }
  }, true);

  new MutationObserver(() => {
    for (const list of document.querySelectorAll("[data-follow]")) {
      if (following.get(list) ?? true) {
        list.scrollTop = list.scrollHeight;
      }
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
})();

// A page is there before the server listens to it. What is clicked, chosen or typed until then is done again as soon as it does, on the
// same control: the drawn page has new elements in the old places.
(() => {
  const controls = "main :is(fluent-button, fluent-text-input, button, summary, select, input, [data-row])";
  const waiting = new Map();

  const listening = () => document.querySelector("main:not([aria-busy])") !== null;

  // Told by what stays the same; one whose text is another one now is not what somebody meant. Fluent's fields are named anew.
  function finder(control) {
    const home = control.parentElement.closest("[id]:not(fluent-field)").id;
    const kind = control.localName;
    const index = [...document.getElementById(home).querySelectorAll(kind)].indexOf(control);
    const text = control.textContent.trim();
    return () => {
      const now = document.getElementById(home)?.querySelectorAll(kind)[index];
      return now?.textContent.trim() === text ? now : undefined;
    };
  }

  function keep(type, repeat) {
    document.addEventListener(type, (event) => {
      const control = event.target.closest?.(controls);
      if (control && event.isTrusted && !listening()) {
        const find = finder(control);
        // The field within a Fluent element knows first what was typed.
        const again = repeat(event.composedPath()[0]);
        // Clicks count one by one; of what was chosen or typed, the last.
        waiting.set(type === "click" ? event : control, () => again(find()));
      }
    }, true);
  }

  keep("click", () => (now) => now?.click());
  keep("change", ({ value }) => (now) => {
    if (now && now.type !== "checkbox") {
      now.value = value;
      now.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });

  keep("input", ({ value }) => (now) => {
    if (now?.localName === "fluent-text-input") {
      // Fluent UI hears single letters only a little later; it always hears of a change.
      now.value = value;
      now.dispatchEvent(new Event("change", { bubbles: true }));
      now.focus();
      // Blazor shows who comes where the page begins; who types is past that.
      document.querySelector("main h1")?.addEventListener("focus", () => now.focus(), { once: true });
    }
  });

  if (!listening()) {
    new MutationObserver((_, observer) => {
      if (listening()) {
        observer.disconnect();
        waiting.forEach((again) => again());
      }
    }).observe(document.body, { childList: true, subtree: true, attributeFilter: ["aria-busy"] });
  }
})();
