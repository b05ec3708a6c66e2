// Figures: each mark tells its number on hover, by touch and by the arrow keys; the map finds a place.
(function () {
  "use strict";
  var kartlegg = window.kartlegg;
  var make = kartlegg.make;
  var tip = make("div", { class: "tip", "aria-hidden": "true", hidden: "" });
  document.body.append(tip);

  function show(mark) {
    var box = mark.getBoundingClientRect();
    tip.textContent = mark.dataset.tip;
    tip.hidden = false;
    var size = tip.getBoundingClientRect();
    var left = Math.min(Math.max(8, box.left + box.width / 2 - size.width / 2), document.documentElement.clientWidth - size.width - 8);
    var above = box.top - size.height - 8;
    tip.style.left = left + "px";
    tip.style.top = (above > 8 ? above : box.bottom + 8) + "px";
  }
  function hide() { tip.hidden = true; }
  document.addEventListener("scroll", hide, { passive: true, capture: true });

  function readable(drawing) {
    var marks = Array.prototype.slice.call(drawing.querySelectorAll("[data-tip]"));
    if (!marks.length) return;
    var at = -1;
    var voice = make("span", { class: "unseen", role: "status", "aria-live": "polite" });
    drawing.after(voice);
    drawing.setAttribute("tabindex", "0");
    drawing.setAttribute("role", "group");
    drawing.setAttribute("aria-label", drawing.dataset.label);

    function leave() {
      if (marks[at]) marks[at].classList.remove("chosen");
      hide();
    }
    function step(index) {
      leave();
      at = (index + marks.length) % marks.length;
      marks[at].classList.add("chosen");
      marks[at].scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
      voice.textContent = marks[at].dataset.tip;
      requestAnimationFrame(function () { show(marks[at]); });
    }
    drawing.addEventListener("keydown", function (event) {
      var moves = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: marks.length - 1 };
      if (event.key === "Escape") return leave();
      if (!(event.key in moves)) return undefined;
      event.preventDefault();
      return step(at < 0 && moves[event.key] < 0 ? marks.length - 1 : moves[event.key]);
    });
    drawing.addEventListener("blur", leave);
    ["pointerover", "click"].forEach(function (name) {
      drawing.addEventListener(name, function (event) {
        var mark = event.target.closest("[data-tip]");
        if (mark) show(mark); else hide();
      });
    });
    drawing.addEventListener("pointerleave", hide);
  }

  // Rings stand over the drawing in parts of its size, so that they stay in place when it is made larger.
  function ring(drawing, mark) {
    var old = drawing.querySelector(".ring");
    if (old) old.remove();
    if (!mark) return;
    var svg = drawing.querySelector("svg");
    var frame = svg.getBoundingClientRect();
    var box = mark.getBoundingClientRect();
    var sign = make("div", { class: "ring" });
    sign.append(make("span", { class: "ring-name" }, mark.dataset.tip));
    sign.style.left = box.left + box.width / 2 - frame.left + "px";
    sign.style.top = box.top + box.height / 2 - frame.top + "px";
    drawing.append(sign);
    sign.scrollIntoView({ block: "nearest", inline: "center" });
  }

  function searchable(holder) {
    var drawing = holder.parentElement.querySelector(".drawing");
    var voice = make("span", { class: "unseen", role: "status", "aria-live": "polite" });
    var places = Array.prototype.map.call(drawing.querySelectorAll("[data-tip]"), function (mark) {
      var name = mark.dataset.tip.split(/, |: |\n/)[0];
      return { text: name, folded: kartlegg.fold(name), mark: mark };
    });
    if (!places.length) return;
    drawing.after(voice);
    kartlegg.combobox(holder, {
      keep: true,
      find: function (query) {
        var folded = kartlegg.bare(kartlegg.fold(query).trim());
        return places.filter(function (place) { return place.folded.indexOf(folded) >= 0; })
          .sort(function (a, b) { return a.folded.indexOf(folded) - b.folded.indexOf(folded) || a.text.localeCompare(b.text); })
          .slice(0, 12);
      },
      choose: function (place) {
        ring(drawing, place.mark);
        voice.textContent = place.mark.dataset.tip;
      },
      clear: function () { ring(drawing, null); }
    });
  }

  document.querySelectorAll(".drawing").forEach(readable);
  document.querySelectorAll(".combo[data-source=dots]").forEach(searchable);
})();
