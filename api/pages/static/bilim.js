// The keyboard, the article beside the answers, copying. Every page works without this file.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const box = byId("q");
  const form = byId("ask");
  const results = () => [...document.querySelectorAll("a[data-result]")];
  const asked = form ? serialised() : "";

  function serialised() {
    return new URLSearchParams(new FormData(form)).toString();
  }

  function say(text) {
    const said = byId("said");
    if (said) said.textContent = text;
  }

  function unhide(root) {
    for (const element of root.querySelectorAll(".copy[hidden], .keys[hidden]")) {
      element.hidden = false;
    }
  }

  // --- moving about -------------------------------------------------------------------------

  function focusBox(clear) {
    if (!box) return;
    if (clear) box.value = "";
    box.focus();
    box.select();
    box.scrollIntoView({ block: "nearest" });
  }

  function move(step) {
    const links = results();
    if (!links.length) return false;
    const here = links.indexOf(currentResult());
    const next = here < 0 ? (step > 0 ? 0 : -1) : here + step;
    if (next < 0) {
      focusBox(false);
    } else {
      const link = links[Math.min(next, links.length - 1)];
      link.focus({ preventScroll: true });
      link.closest(".result").scrollIntoView({ block: "nearest" });
    }
    return true;
  }

  function currentResult() {
    const card = document.activeElement && document.activeElement.closest(".result");
    if (card) return card.querySelector("a[data-result]");
    const inPane = document.activeElement && document.activeElement.closest("#article");
    return inPane ? document.querySelector("a[data-result][aria-current]") : null;
  }

  // --- the article beside -------------------------------------------------------------------

  async function openBeside(link) {
    try {
      const response = await fetch(link.href, { headers: { accept: "text/html" } });
      if (!response.ok) throw new Error(String(response.status));
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.getElementById("article");
      if (!fresh || !byId("article")) throw new Error("no article");
      byId("article").replaceWith(document.adoptNode(fresh));
    } catch {
      // The server's own page says what is wrong, or shows the article without us.
      location.href = link.href;
      return;
    }
    const address = new URL(link.href);
    address.hash = "";
    history.pushState(null, "", address);
    if (link.dataset.result) showAsOpen(link);
    const pane = byId("article");
    unhide(pane);
    pane.scrollTop = 0;
    const heading = byId("article-heading");
    heading.focus({ preventScroll: true });
    pane.scrollIntoView({ block: "nearest" });
  }

  function showAsOpen(link) {
    for (const other of results()) {
      const open = other === link;
      other.closest(".result").classList.toggle("is-open", open);
      if (open) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    }
  }

  document.addEventListener("click", (event) => {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const link = event.target.closest("a[data-result], #article a[data-beside]");
    if (link && plain && form) {
      event.preventDefault();
      openBeside(link);
      return;
    }
    const button = event.target.closest("button[data-copy]");
    if (button) copy(button);
  });

  addEventListener("popstate", () => location.reload());

  // --- copying ------------------------------------------------------------------------------

  async function copy(button) {
    const label = button.textContent;
    const done = (await write(button.dataset.copy)) ? button.dataset.done : button.dataset.failed;
    button.textContent = done;
    say(done);
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  }

  async function write(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Not allowed, or a plain http address of the local network, where browsers have none.
      return writeBySelection(text);
    }
  }

  function writeBySelection(text) {
    const focused = document.activeElement;
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (focused) focused.focus({ preventScroll: true });
    return done;
  }

  // --- keys ---------------------------------------------------------------------------------
  // By their place (event.code) as well: on a Kazakh or Russian layout no key says «j» or «1».

  const places = {
    Slash: () => focusBox(false),
    KeyJ: () => move(1),
    KeyK: () => move(-1),
    KeyC: () => copyCurrent(),
  };

  function copyCurrent() {
    const link = currentResult();
    const holder = link ? link.closest(".result") : byId("article");
    const button = holder && holder.querySelector("button[data-copy]");
    if (button) copy(button);
  }

  function isTyping(element) {
    return element.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
  }

  function escape(event) {
    const link = document.querySelector("a[data-result][aria-current]");
    if (event.target.closest("#article") && link) link.focus();
    else focusBox(true);
  }

  function inBox(event) {
    if (event.key === "ArrowDown") return move(1);
    if (event.key === "Enter" && results().length && serialised() === asked) {
      openBeside(results()[0]);
      return true;
    }
    return false;
  }

  function outside(event) {
    const inPane = event.target.closest("#article");
    if (event.target.matches("input[type=radio]")) return false;
    if (event.key === "ArrowDown" && !inPane) return move(1);
    if (event.key === "ArrowUp" && !inPane) return move(-1);
    if (event.key === "/") return focusBox(false), true;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (digit) {
      const link = results()[Number(digit[1]) - 1];
      if (link) openBeside(link);
      return Boolean(link);
    }
    const act = event.shiftKey ? undefined : places[event.code];
    if (act) act();
    return Boolean(act);
  }

  if (box) {
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      let done = false;
      if (event.key === "Escape") {
        escape(event);
        done = true;
      } else if (event.target === box) {
        done = inBox(event);
      } else if (!isTyping(event.target)) {
        done = outside(event);
      }
      if (done) event.preventDefault();
    });
    unhide(document);
    const count = byId("count");
    if (count) {
      // A live region speaks only when it changes after the page is there.
      const spoken = count.textContent.replace(/\s+/g, " ").trim();
      setTimeout(() => {
        // Whatever was said meanwhile («copied») is newer than the count.
        if (!byId("said").textContent) say(spoken);
      }, 200);
    }
    // After the browser's own autofocus, which comes later than this script.
    requestAnimationFrame(() => {
      const elsewhere = ![box, document.body].includes(document.activeElement);
      if (elsewhere || location.hash) return;
      box.focus({ preventScroll: true });
      box.select();
    });
  } else {
    unhide(document);
  }

  // --- loading ------------------------------------------------------------------------------

  const load = byId("load");
  if (load) {
    load.addEventListener("submit", (event) => {
      const file = byId("file").files[0];
      if (file && file.size > Number(load.dataset.limit)) {
        event.preventDefault();
        byId("sending").textContent = load.dataset.tooLarge;
        return;
      }
      byId("sending").textContent = load.dataset.sending;
    });
  }
  if (load || byId("confirm")) {
    const news = byId("alarm") || byId("done");
    if (news) news.focus();
  }
})();
