// What only a browser can do for the pages.
"use strict";

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
