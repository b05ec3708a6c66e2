// Search among the questions, and the language of the page. The page is whole without it.
(function () {
  "use strict";
  var root = document.documentElement;
  var field = document.getElementById("seek");
  var found = document.getElementById("found");
  var pages = Array.prototype.slice.call(document.querySelectorAll("section.page"));
  var asked = Array.prototype.map.call(document.querySelectorAll("article.asked"), function (article) {
    return { article: article, text: article.textContent.toLowerCase() };
  });
  var told = { nb: ["Treff i", "av", "spørsmål"], en: ["Found in", "of", "questions"] };
  var titles = { nb: document.title, en: (document.querySelector(".foot-title .en") || {}).textContent || document.title };
  root.classList.add("scripted");
  if (window.matchMedia("(max-width: 64em)").matches) document.querySelector(".contents details").open = false;

  function seek() {
    var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    var count = 0;
    field.parentElement.classList.toggle("filled", field.value !== "");
    asked.forEach(function (one) {
      one.article.hidden = !words.every(function (word) { return one.text.indexOf(word) >= 0; });
      if (!one.article.hidden) count += 1;
    });
    pages.forEach(function (page) { page.hidden = !page.querySelector("article.asked:not([hidden])"); });
    var say = told[root.lang];
    found.textContent = words.length ? [say[0], count, say[1], asked.length, say[2]].join(" ") : "";
  }

  function speak() {
    root.lang = document.getElementById("language-en").checked ? "en" : "nb";
    document.title = titles[root.lang];
    seek();
  }

  function show() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) { field.value = ""; seek(); target.scrollIntoView(); }
  }

  field.addEventListener("input", seek);
  document.querySelector(".languages").addEventListener("change", speak);
  window.addEventListener("hashchange", show);
  speak();
})();
