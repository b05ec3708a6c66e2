// Addresses, colours, language and contents: what concerns the whole page.
(function () {
  "use strict";
  var root = document.documentElement;
  var words = JSON.parse(document.body.dataset.words);
  var kartlegg = (window.kartlegg = { words: words });

  kartlegg.fill = function (text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, name) { return name in values ? values[name] : whole; });
  };

  kartlegg.make = function (tag, attributes, text) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    if (text !== undefined) element.textContent = text;
    return element;
  };

  // One place where the page speaks: seen as a note, read by a screen reader.
  var toast = document.getElementById("toast");
  var fading;
  kartlegg.say = function (text) {
    clearTimeout(fading);
    toast.textContent = text;
    fading = setTimeout(function () { toast.textContent = ""; }, 2500);
  };

  // "index.html" is there so that links work from a disk; on a server the address is cleaner without it.
  var served = location.protocol === "http:" || location.protocol === "https:";
  kartlegg.clean = function (address) { return served ? address.replace(/index\.html(?=#|$)/, "") : address; };
  if (served && /index\.html$/.test(location.pathname)) history.replaceState(null, "", kartlegg.clean(location.href));

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a.self");
    if (!link || !navigator.clipboard) return;
    navigator.clipboard.writeText(kartlegg.clean(link.href)).then(function () { kartlegg.say(words.copied); }, function () {});
  });

  document.querySelectorAll("input[name=theme]").forEach(function (input) {
    input.checked = input.value === (root.dataset.theme || "auto");
    input.addEventListener("change", function () {
      if (input.value === "auto") delete root.dataset.theme;
      else root.dataset.theme = input.value;
      try { localStorage.setItem("kartlegg-theme", input.value); } catch (refused) { /* kept for this page only */ }
    });
  });

  // The place a reader is at: the last heading, table or figure that has passed under the top of the page.
  var marks = Array.prototype.slice.call(document.querySelectorAll("article [id]")).filter(function (element) {
    return element.matches("h1, h2, h3, h4, .exhibit");
  });
  function here() {
    var found = null;
    marks.some(function (element) {
      if (element.getBoundingClientRect().top > 160) return true;
      found = element;
      return false;
    });
    return found;
  }
  var other = document.querySelector("a.language");
  var plain = other.getAttribute("href");
  function aim() {
    var place = here();
    var hash = place && place.tagName !== "H1" ? "#" + place.id : "";
    if (location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))) {
      var named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      var box = named.getBoundingClientRect();
      if (named.id !== "innhold" && box.bottom > 0 && box.top < window.innerHeight) hash = location.hash;
    }
    other.setAttribute("href", plain + hash);
  }
  ["pointerover", "focus", "click"].forEach(function (name) { other.addEventListener(name, aim); });

  var links = document.querySelectorAll(".contents .sections a");
  function follow() {
    var place = here();
    while (place && place.tagName !== "H2") place = marks[marks.indexOf(place) - 1];
    links.forEach(function (link) { link.classList.toggle("here", !!place && link.hash === "#" + place.id); });
  }
  if (links.length) document.addEventListener("scroll", function () { requestAnimationFrame(follow); }, { passive: true });

  var menu = document.getElementById("contents");
  var top = document.querySelector(".top");
  if (menu.showPopover) {
    menu.addEventListener("beforetoggle", function () { menu.style.setProperty("--bar", top.getBoundingClientRect().bottom + "px"); });
    menu.addEventListener("click", function (event) {
      if (event.target.closest("a") && menu.matches(":popover-open")) menu.hidePopover();
    });
  }
})();
