// Keeps the list of checkpoints fresh without losing where one is. Without a script the page reloads itself whole.
(function () {
  var live = document.getElementById('live');
  var seconds = live && parseInt(live.dataset.seconds, 10);
  if (!seconds || !window.fetch || !window.DOMParser) return;
  function look() {
    if (document.hidden) return;
    fetch(location.href, { credentials: 'same-origin' }).then(function (reply) {
      if (reply.redirected || reply.status === 403) { location.reload(); return ''; }
      return reply.ok ? reply.text() : '';
    }).then(function (text) {
      var fresh = text && new DOMParser().parseFromString(text, 'text/html').getElementById('live');
      if (fresh) document.getElementById('live').replaceWith(fresh);
    }).catch(function () { /* the time of the last look stands on the page */ });
  }
  setInterval(look, seconds * 1000);
})();
