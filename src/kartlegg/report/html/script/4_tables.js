// Tables: sorting by their heads, finding a row, and telling that there is more to the right.
(function () {
  "use strict";
  var kartlegg = window.kartlegg;
  var make = kartlegg.make;
  var words = kartlegg.words;
  var language = document.documentElement.lang;

  function valueOf(cell, column) {
    if (column === 0) return cell.textContent;
    var text = cell.firstChild ? cell.firstChild.textContent : "";
    text = text.replace(/[\s\u00a0\u202f+]/g, "").replace("\u2212", "-");
    text = language === "nb" ? text.replace(",", ".") : text.replace(/,/g, "");
    return /\d/.test(text) ? Number(text) : null;
  }

  function compare(a, b, down) {
    if (a.value === null || b.value === null) return (a.value === null) - (b.value === null);
    var order = typeof a.value === "string" ? a.value.localeCompare(b.value, language, { numeric: true }) : a.value - b.value;
    return (down ? -order : order) || a.place - b.place;
  }

  // Rows between two subtotals stay between them; totals stand in a body of their own and never move.
  function sortBody(body, rows, column, direction) {
    var stretch = [];
    var sorted = [];
    function flush() {
      stretch.sort(function (a, b) { return compare(a, b, direction === "descending"); });
      sorted = sorted.concat(stretch);
      stretch = [];
    }
    rows.forEach(function (row, place) {
      var item = { row: row, place: place, value: valueOf(row.cells[column], column) };
      if (!row.classList.contains("subtotal")) return stretch.push(item);
      flush();
      return sorted.push(item);
    });
    flush();
    body.append.apply(body, direction === "none" ? rows : sorted.map(function (item) { return item.row; }));
  }

  document.querySelectorAll("table.numbers").forEach(function (table) {
    var bodies = Array.prototype.filter.call(table.tBodies, function (body) { return !body.classList.contains("total"); })
      .map(function (body) { return { body: body, rows: Array.prototype.slice.call(body.rows) }; });
    var heads = table.querySelectorAll("th[data-sorts]");
    heads.forEach(function (head) {
      var column = Number(head.dataset.sorts);
      var button = make("button", { type: "button" });
      button.append.apply(button, head.firstElementChild.childNodes);
      var name = Array.prototype.filter.call(button.childNodes, function (node) { return node.nodeName !== "SUP"; })
        .map(function (node) { return node.textContent; }).join("");
      button.title = kartlegg.fill(words.sort, { name: name });
      head.replaceChildren(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", function () {
        var steps = column ? ["none", "descending", "ascending"] : ["none", "ascending", "descending"];
        var direction = steps[(steps.indexOf(head.getAttribute("aria-sort")) + 1) % 3];
        heads.forEach(function (each) { each.setAttribute("aria-sort", "none"); });
        head.setAttribute("aria-sort", direction);
        bodies.forEach(function (part) { sortBody(part.body, part.rows, column, direction); });
        var told = { none: words.sorted_off, ascending: words.sorted_up, descending: words.sorted_down }[direction];
        kartlegg.say(kartlegg.fill(told, { name: name }));
      });
    });
  });

  document.querySelectorAll(".hint").forEach(function (hint) { hint.hidden = false; });

  document.querySelectorAll(".filter").forEach(function (holder) {
    var frame = document.getElementById(holder.dataset.table);
    var rows = Array.prototype.slice.call(frame.querySelectorAll("tbody:not(.total) tr"));
    var texts = rows.map(function (row) { return kartlegg.fold(row.cells[0].textContent); });
    var id = frame.id + "-filter";
    var field = make("input", { id: id, type: "search", autocomplete: "off", spellcheck: "false", placeholder: holder.dataset.hint });
    var count = make("output", { for: id });
    holder.append(make("label", { for: id }, holder.dataset.label), field, count);
    function filter() {
      var query = kartlegg.fold(field.value.trim());
      var shown = 0;
      rows.forEach(function (row, index) {
        row.hidden = texts[index].indexOf(query) < 0;
        if (!row.hidden) shown += 1;
      });
      count.textContent = kartlegg.fill(words.rows, { shown: shown, all: rows.length });
    }
    field.addEventListener("input", filter);
    // A link to a row puts the frame under the top of the page and the row in the middle of the frame.
    function reveal() {
      var row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!row || row === frame || !frame.contains(row)) return;
      if (row.hidden) field.value = "";
      filter();
      frame.scrollIntoView({ block: "start", behavior: "instant" });
      frame.scrollTo({ top: row.offsetTop - frame.clientHeight / 2, behavior: "instant" });
    }
    window.addEventListener("hashchange", reveal);
    window.addEventListener("load", reveal);
    filter();
  });

  function measure(frame) {
    var scrolls = frame.scrollWidth > frame.clientWidth + 1;
    frame.classList.toggle("scrolls", scrolls);
    frame.classList.toggle("more", scrolls && frame.scrollLeft + frame.clientWidth < frame.scrollWidth - 8);
  }
  var watcher = new ResizeObserver(function (seen) { seen.forEach(function (entry) { measure(entry.target); }); });
  document.querySelectorAll(".frame, .drawing").forEach(function (frame) {
    watcher.observe(frame);
    frame.addEventListener("scroll", function () { measure(frame); }, { passive: true });
  });
})();
