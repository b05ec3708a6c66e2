// The reader's choice of colours, set before the page is drawn. Everything else waits in script.js.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("scripted");
  try {
    var theme = localStorage.getItem("kartlegg-theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch (refused) {
    // A browser that keeps nothing for this page follows the device.
  }
})();
