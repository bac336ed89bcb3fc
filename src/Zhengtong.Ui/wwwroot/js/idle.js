// A session that nobody uses runs out on the server; then nothing of it stays on the screen either. What any tab or script of ours asks of the server keeps it open, so each writes down when.
const place = 'zt-asked';
const byScript = ['fetch', 'xmlhttprequest'];

export function watch(seconds) {
  let own = 0;
  let timer;
  const note = () => {
    own = Date.now();
    try { localStorage.setItem(place, String(own)); } catch { /* Then each tab counts for itself. */ }
  };
  const last = () => {
    try { return Math.max(own, Number(localStorage.getItem(place))); } catch { return own; }
  };
  const look = () => {
    clearTimeout(timer);
    const left = last() + seconds * 1000 - Date.now();
    if (left > 0) timer = setTimeout(look, left + 1000);
    else leave();
  };
  note();
  new PerformanceObserver(list => { if (list.getEntries().some(entry => byScript.includes(entry.initiatorType))) note(); }).observe({ type: 'resource' });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) look(); });
  addEventListener('pageshow', event => { if (event.persisted) look(); });
  look();
}

function leave() {
  dispatchEvent(new Event('zt:expired'));
  document.body.hidden = true;
  const side = /^\/(office|desk)(\/|$)/.test(location.pathname) ? '&side=staff' : '';
  location.replace(`/account/sign-in?expired=true${side}&returnUrl=${encodeURIComponent(location.pathname + location.search)}`);
}
