// What only a browser can do for the pages.
"use strict";

(() => {
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-action='reload']")) {
      location.reload();
    }
  });

  // Blazor's script tells how the connection is. An app host that was started anew knows neither circuit nor session: reloading asks to sign in.
  document.getElementById("components-reconnect-modal")?.addEventListener("components-reconnect-state-changed", (event) => {
    if (event.detail.state === "rejected") {
      location.reload();
    }
  });
})();
