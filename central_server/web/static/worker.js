/* Keeps the page of a citizen code, and the files it is shown with, for a phone without a network. Nothing else. */
"use strict";

var FILES = /* files */ [];
var SHELL = "code-files-" + /* version */ '';
var PAGES = "code-pages";
var CODE = /^\/me\/code\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

self.addEventListener("install", function (event) {
  event.waitUntil(
    caches.open(SHELL).then(function (cache) {
      return cache.addAll(FILES);
    }).then(function () {
      return self.skipWaiting();
    })
  );
});

self.addEventListener("activate", function (event) {
  event.waitUntil(
    caches.keys().then(function (names) {
      return Promise.all(names.map(function (name) {
        return name === SHELL || name === PAGES ? null : caches.delete(name);
      }));
    }).then(function () {
      return self.clients.claim();
    })
  );
});

/* The page asks to be kept once it is on the screen. */
self.addEventListener("message", function (event) {
  var path = event.data && event.data.keep;
  if (typeof path !== "string" || !CODE.test(path)) {
    return;
  }
  event.waitUntil(fromCentre(new Request(path, { credentials: "same-origin", redirect: "manual" }), path).then(function () {
    return kept(path);
  }).then(function (found) {
    if (found && event.source) {
      event.source.postMessage({ kept: path });
    }
  }, function () { /* no network: whatever was kept stays */ }));
});

self.addEventListener("fetch", function (event) {
  var url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) {
    return;
  }
  if (CODE.test(url.pathname)) {
    event.respondWith(fromCentre(event.request, url.pathname).catch(function (fault) {
      return kept(url.pathname).then(function (found) {
        if (found) {
          return found;
        }
        throw fault;
      });
    }));
  } else if (FILES.indexOf(url.pathname) >= 0) {
    event.respondWith(caches.open(SHELL).then(function (cache) {
      return cache.match(url.pathname);
    }).then(function (found) {
      return found || fetch(event.request);
    }));
  }
});

function kept(path) {
  return caches.open(PAGES).then(function (cache) {
    return cache.match(path);
  });
}

/* The page from the centre. It is kept as it came; where it is shown no more, so is it here. */
function fromCentre(request, path) {
  return fetch(request).then(function (reply) {
    if (reply.status === 200 && reply.type === "basic" && !reply.redirected) {
      var copy = reply.clone();
      return caches.open(PAGES).then(function (cache) {
        return cache.put(path, copy);
      }).then(function () {
        return reply;
      }, function () {
        return reply; /* no room */
      });
    }
    if (reply.status === 403 || reply.status === 404) {
      return caches.open(PAGES).then(function (cache) {
        return cache.delete(path);
      }).then(function () {
        return reply;
      });
    }
    if (reply.type === "opaqueredirect" || reply.redirected || reply.status === 401) {
      return caches.delete(PAGES).then(function () {
        return reply; /* signed out */
      });
    }
    return reply;
  });
}
