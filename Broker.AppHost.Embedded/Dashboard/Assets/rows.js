// Long lists: tells the server which rows are in view, so that only those are made, and which keys were pressed.
const keys = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown", "Enter", "Escape"]);

export function watch(list, owner) {
  const body = list.querySelector("[data-rows]");
  let asked = false;
  let last = "";

  const rowHeight = () => body.querySelector("[data-row]")?.getBoundingClientRect().height ?? 0;

  // Where rows begin below the header that stays in view.
  const roof = () => (getComputedStyle(body.previousElementSibling).position === "sticky" ? body.previousElementSibling.offsetHeight : 0);

  function look() {
    asked = false;
    const height = rowHeight();
    if (height > 0) {
      const first = Math.max(0, Math.floor(list.scrollTop / height));
      const count = Math.ceil(list.clientHeight / height) + 1;
      const now = `${first >> 3} ${count} ${height}`;
      if (now !== last) {
        last = now;
        owner.invokeMethodAsync("Show", first, count, height);
      }
    }
  }

  function ask() {
    if (!asked) {
      asked = true;
      requestAnimationFrame(look);
    }
  }

  function press(event) {
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
    if (event.target === list && plain && keys.has(event.key)) {
      event.preventDefault();
      owner.invokeMethodAsync("PressAsync", event.key, Math.max(1, Math.floor((list.clientHeight - roof()) / (rowHeight() || 1)) - 1));
    }
  }

  list.addEventListener("scroll", ask, { passive: true });
  list.addEventListener("keydown", press);
  const sizes = new ResizeObserver(() => {
    // Rows came or went: what the server knew is no longer sure.
    last = "";
    ask();
  });
  sizes.observe(list);
  sizes.observe(body);

  return {
    reveal(index) {
      const height = rowHeight();
      const top = index * height;
      if (top < list.scrollTop) {
        list.scrollTop = top;
      } else if (top + height > list.scrollTop + list.clientHeight - roof()) {
        list.scrollTop = top + height - list.clientHeight + roof();
      }
    },
    stop() {
      sizes.disconnect();
      list.removeEventListener("scroll", ask);
      list.removeEventListener("keydown", press);
    },
  };
}
