/* Of a citizen code's page: have it kept for when there is no network, and say so. Of the other pages of a phone: let go
   of codes that are not theirs, and of all when signing out. Written for browsers of 2016. */
(function () {
  "use strict";
  var PAGES = "code-pages";
  var page = document.getElementById("code");
  var list = document.querySelector("[data-own-codes]");

  function show(id) {
    var found = document.getElementById(id);
    if (found) {
      found.removeAttribute("hidden");
    }
  }

  function forget(all, own) {
    if (!window.caches) {
      return Promise.resolve();
    }
    if (all) {
      return caches.delete(PAGES);
    }
    return caches.open(PAGES).then(function (cache) {
      return cache.keys().then(function (requests) {
        return Promise.all(requests.map(function (request) {
          return own.indexOf(new URL(request.url).pathname) < 0 ? cache.delete(request) : null;
        }));
      });
    });
  }

  function keep() {
    var worker = navigator.serviceWorker;
    worker.addEventListener("message", function (event) {
      if (event.data && event.data.kept === location.pathname) {
        show("kept");
      }
    });
    worker.register(page.getAttribute("data-worker"), { scope: page.getAttribute("data-scope") }).then(function () {
      return worker.ready;
    }).then(function (registration) {
      registration.active.postMessage({ keep: location.pathname });
    }, function () { /* private window, or no room: the page is a page all the same */ });
  }

  if (page) {
    var now = Date.now();
    if (now > Date.parse(page.getAttribute("data-until"))) {
      show("over");
    }
    if (navigator.onLine === false || now - Date.parse(page.getAttribute("data-fetched")) > 120000) {
      show("offline");
    }
    if ("serviceWorker" in navigator && window.isSecureContext !== false) {
      keep();
    }
  }

  if (list) {
    forget(false, list.getAttribute("data-own-codes").split(" "));
  }

  Array.prototype.forEach.call(document.querySelectorAll("form[data-forget]"), function (form) {
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var send = function () {
        form.submit();
      };
      forget(true).then(send, send);
    });
  });
})();
