// Search in the whole publication. The index is a script file, loaded when the field is first used.
(function () {
  "use strict";
  var kartlegg = window.kartlegg;
  var holder = document.getElementById("site-search");
  var kinds = JSON.parse(document.body.dataset.kinds);
  var MOST = 24;
  var ORDER = { row: 0, table: 1, figure: 1, heading: 2, category: 3, variable: 3, prose: 4 };
  var entries = null;

  function ready() {
    var index = window.publicationIndex;
    entries = index.rows.map(function (row) {
      var folded = kartlegg.fold(row[1]);
      return { kind: row[0], text: row[1], place: index.places[row[2]], link: index.links[row[3]], folded: folded, words: folded.split(/[^\p{L}\p{N}.]+/u) };
    });
  }

  function load(then) {
    if (entries || holder.dataset.loading) return;
    holder.dataset.loading = "yes";
    var script = kartlegg.make("script", { src: document.body.dataset.index });
    script.addEventListener("load", function () { ready(); then(); });
    document.head.append(script);
  }

  // Every word typed must begin a word of the hit; the nearer to the whole text, the higher it stands.
  function score(entry, query, typed) {
    var all = typed.every(function (word) {
      return entry.words.some(function (found) { return found.indexOf(word) === 0; });
    });
    if (!all) return null;
    var near = entry.folded === query ? 0 : entry.folded.indexOf(query) === 0 ? 1 : entry.folded.indexOf(query) > 0 ? 2 : 3;
    var number = typed.some(function (word) { return /^[\d.]+$/.test(word) && entry.words.indexOf(word) >= 0; });
    if (number && (entry.kind === "table" || entry.kind === "figure")) near = 0;
    return (entry.kind === "prose" ? 40 : 0) + near * 5 + ORDER[entry.kind];
  }

  function around(text, word) {
    if (text.length <= 150) return text;
    var at = Math.max(0, kartlegg.fold(text).indexOf(word) - 60);
    return (at ? "… " : "") + text.slice(at, at + 150).trim() + " …";
  }

  function find(text) {
    if (!entries) return [];
    var query = kartlegg.bare(kartlegg.fold(text).trim());
    var typed = query.split(/[^\p{L}\p{N}.]+/u).filter(Boolean);
    if (!typed.length) return [];
    var seen = {};
    return entries.map(function (entry) { return { entry: entry, score: score(entry, query, typed) }; })
      .filter(function (hit) { return hit.score !== null; })
      .sort(function (a, b) { return a.score - b.score; })
      .filter(function (hit) {
        var key = hit.entry.kind + hit.entry.text + hit.entry.link;
        if (seen[key]) return false;
        seen[key] = true;
        return true;
      })
      .slice(0, MOST)
      .map(function (hit) {
        var entry = hit.entry;
        return { text: around(entry.text, typed[0]), kind: kinds[entry.kind], place: entry.place, link: entry.link };
      });
  }

  function go(hit) {
    location.href = kartlegg.clean((document.body.dataset.home + hit.link).replace(/^\.\/(?=.)/, ""));
  }

  kartlegg.combobox(holder, { quiet: true, open: load, find: find, choose: go });
})();
