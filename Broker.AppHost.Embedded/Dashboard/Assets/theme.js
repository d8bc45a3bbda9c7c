// Runs before the page is painted, so that a remembered theme does not flash. "system" is no choice: nothing is stored then.
"use strict";

(() => {
  const key = "broker-theme";
  const root = document.documentElement;

  function chosen() {
    try {
      const theme = localStorage.getItem(key);
      return theme === "light" || theme === "dark" ? theme : "system";
    } catch {
      return "system";
    }
  }

  function remember(theme) {
    try {
      if (theme === "system") {
        localStorage.removeItem(key);
      } else {
        localStorage.setItem(key, theme);
      }
    } catch {
      // A browser that stores nothing shows the theme until the page is left.
    }
  }

  function apply(theme) {
    root.dataset.theme = theme;
    window.Blazor?.theme?.setThemeMode(theme);
  }

  apply(chosen());

  addEventListener("change", (event) => {
    if (event.target.id === "theme") {
      remember(event.target.value);
      apply(event.target.value);
    }
  });

  // Another tab changed it.
  addEventListener("storage", (event) => {
    if (event.key === key) {
      apply(chosen());
      show();
    }
  });

  function show() {
    const control = document.getElementById("theme");
    if (control && control.value !== root.dataset.theme) {
      control.value = root.dataset.theme;
    }
  }

  // The control is made by the page, and made anew when the circuit takes over.
  addEventListener("DOMContentLoaded", () => {
    show();
    new MutationObserver(show).observe(document.body, { childList: true, subtree: true });
  });
})();
