// A search field with a list of hits, by the pattern of the ARIA guide: focus stays in the field, arrows move in the list.
(function () {
  "use strict";
  var kartlegg = window.kartlegg;
  var make = kartlegg.make;
  var words = kartlegg.words;
  var LETTERS = { "ø": "o", "æ": "ae", "đ": "d", "ŋ": "n", "ŧ": "t" };

  // What is typed and what is searched are folded alike: small letters, no accents, so that "tromso" finds Tromsø.
  // "Tynset kommune" means Tynset: what kind of place it is, is left out, unless nothing else was typed.
  var beside = kartlegg.words.beside_names.split(" ");
  kartlegg.bare = function (query) {
    var kept = query.split(/\s+/).filter(function (word) { return beside.indexOf(word) < 0; });
    return kept.join(" ").trim() || query;
  };

  kartlegg.fold = function (text) {
    return text.toLowerCase().replace(/[\u00a0\u202f]/g, " ").replace(/[øæđŋŧ]/g, function (letter) { return LETTERS[letter]; })
      .normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  };

  // settings: find(query) -> hits {text, kind?, place?}; choose(hit); open() when the field is first used.
  kartlegg.combobox = function (holder, settings) {
    var id = holder.id;
    var label = make("label", { for: id + "-field" }, holder.dataset.label);
    if (settings.quiet) label.className = "unseen";
    var field = make("input", {
      id: id + "-field", type: "search", role: "combobox", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id + "-list", placeholder: holder.dataset.hint
    });
    var list = make("ul", { id: id + "-list", role: "listbox", "aria-label": holder.dataset.label, hidden: "" });
    var news = make("span", { class: "unseen", role: "status", "aria-live": "polite" });
    holder.append(label, field, list, news);
    var hits = [];
    var active = -1;

    function close() {
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
      active = -1;
    }

    function mark(index) {
      var options = list.children;
      if (options[active]) options[active].setAttribute("aria-selected", "false");
      active = index;
      if (!options[active]) return field.removeAttribute("aria-activedescendant");
      options[active].setAttribute("aria-selected", "true");
      options[active].scrollIntoView({ block: "nearest" });
      return field.setAttribute("aria-activedescendant", options[active].id);
    }

    function choose(index) {
      var hit = hits[index];
      if (!hit) return;
      field.value = settings.keep ? hit.text : "";
      close();
      settings.choose(hit);
    }

    function option(hit, index) {
      var item = make("li", { id: id + "-" + index, role: "option", "aria-selected": "false", class: hit.kind ? "" : "simple" });
      if (hit.kind) item.append(make("span", { class: "hit-kind" }, hit.kind), " ");
      item.append(make("span", { class: "hit-text" }, hit.text));
      if (hit.place) item.append(" ", make("span", { class: "hit-place" }, hit.place));
      item.addEventListener("pointerdown", function (event) { event.preventDefault(); });
      item.addEventListener("click", function () { choose(index); });
      return item;
    }

    function update() {
      var query = field.value.trim();
      hits = query ? settings.find(query) : [];
      list.replaceChildren.apply(list, hits.map(option));
      active = -1;
      field.removeAttribute("aria-activedescendant");
      list.hidden = !hits.length;
      field.setAttribute("aria-expanded", String(!!hits.length));
      var count = hits.length === 1 ? words.one_hit : kartlegg.fill(words.hits, { count: hits.length });
      news.textContent = !query ? "" : hits.length ? count : words.no_hits;
      news.className = query && !hits.length ? "none" : "unseen";
      if (!query && settings.clear) settings.clear();
    }

    field.addEventListener("focus", function () { if (settings.open) settings.open(update); });
    field.addEventListener("input", update);
    field.addEventListener("blur", close);
    field.addEventListener("keydown", function (event) {
      var last = hits.length - 1;
      var open = !list.hidden;
      var keys = {
        ArrowDown: function () { if (open) mark(active < last ? active + 1 : 0); else update(); },
        ArrowUp: function () { if (open) mark(active > 0 ? active - 1 : last); },
        Enter: function () { if (open) choose(Math.max(active, 0)); },
        Escape: function () { if (open) close(); else { field.value = ""; update(); } }
      };
      if (!keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    });
    return { field: field, update: update };
  };
})();
