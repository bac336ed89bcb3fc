// Progressive enhancement: every page works without this file. No inline handlers; parts that few pages need are loaded when a page has them.
import { dialogs } from './dialogs.js';

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/** Says something to the eye and to screen readers. */
export function say(text) {
  const toast = one('[data-toast]');
  if (!toast) return;
  toast.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { toast.textContent = ''; }, 4000);
}

/** Runs once for each element, also for those htmx brings later. */
function each(root, selector, name, run) {
  const mark = `zt${name}`;
  for (const element of [...(root.matches?.(selector) ? [root] : []), ...all(selector, root)]) {
    if (!element.dataset[mark]) {
      element.dataset[mark] = '1';
      run(element);
    }
  }
}

function enhance(root) {
  each(root, '[data-error-summary]', 'Errors', errors);
  each(root, 'form[data-guard]', 'Guard', guard);
  each(root, '[data-copy]', 'Copy', copy);
  each(root, '[data-print]', 'Print', button => { button.hidden = false; button.addEventListener('click', () => print()); });
  each(root, '.zt-table--cards', 'Cards', labelCells);
  each(root, '[data-worklist]', 'List', worklist);
  each(root, 'input[data-suggest]', 'Suggest', suggest);
  each(root, '[data-region-picker]', 'Region', regionPicker);
  for (const [selector, file] of [
    ['form[data-autosave]', './autosave.js'],
    ['input[type=file][data-dropzone]', './upload.js'],
    ['dialog[data-idle-reset]', './kiosk.js'],
    ['form[data-passkey]', './passkeys.js'],
  ]) {
    if (one(selector, root) || root.matches?.(selector)) {
      import(file).then(part => each(root, selector, part.name, part.start));
    }
  }
}

/** The summary takes the focus and lists the errors in the order of the page. */
function errors(summary) {
  const place = item => one('a', item) && document.getElementById(decodeURIComponent(one('a', item).hash.slice(1)));
  const items = all('li', summary).sort((a, b) => {
    const [x, y] = [place(a), place(b)];
    return !x || !y ? Boolean(x) - Boolean(y) : x.compareDocumentPosition(y) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  });
  one('ul', summary).append(...items);
  summary.focus();
}

/** Leaving a form with unsent changes asks first. */
function guard(form) {
  let dirty = false;
  form.addEventListener('input', () => { dirty = true; });
  form.addEventListener('submit', () => { dirty = false; });
  form.addEventListener('zt:saved', () => { dirty = false; });
  addEventListener('zt:expired', () => { dirty = false; });
  addEventListener('beforeunload', event => { if (dirty) event.preventDefault(); });
}

function copy(element) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'zt-copy';
  button.textContent = '复制';
  button.setAttribute('aria-label', `复制 ${element.dataset.copy}`);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(element.dataset.copy);
      say('已复制');
    } catch {
      say('浏览器不允许自动复制，请长按或选中后复制');
    }
  });
  element.after(button);
}

/** On a phone each cell of a table shows the head of its column. */
function labelCells(table) {
  const heads = all('thead th', table).map(head => head.textContent.trim());
  for (const row of all('tbody tr', table)) {
    [...row.cells].forEach((cell, i) => { if (heads[i] && !cell.dataset.label) cell.dataset.label = heads[i]; });
  }
}

/** j next, k previous, Enter opens: only while no field has the focus. */
function worklist(list) {
  const rows = () => all('[data-href]', list);
  document.addEventListener('keydown', event => {
    if (!list.isConnected || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, dialog, a, button, summary, [contenteditable]')) return;
    const items = rows();
    const at = items.findIndex(row => row.classList.contains('is-active'));
    if (event.key === 'j' || event.key === 'k') {
      const next = items[Math.min(items.length - 1, Math.max(0, at + (event.key === 'j' ? 1 : -1)))];
      items[at]?.classList.remove('is-active');
      items[at]?.removeAttribute('aria-current');
      next?.classList.add('is-active');
      next?.setAttribute('aria-current', 'true');
      next?.scrollIntoView({ block: 'nearest' });
      event.preventDefault();
    } else if (event.key === 'Enter' && at >= 0) {
      location.assign(items[at].dataset.href);
    }
  });
}

/** Suggestions while typing; the answer is an HTML list of links. */
function suggest(input) {
  const form = input.form;
  let list, timer, asked;
  const close = () => { list?.remove(); list = null; };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    asked?.abort();
    if (input.value.trim().length < 2) { close(); return; }
    timer = setTimeout(async () => {
      asked = new AbortController();
      try {
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(input.value.trim())}`, { headers: { Accept: 'text/html' }, signal: asked.signal });
        const links = answer.ok ? all('a', new DOMParser().parseFromString(await answer.text(), 'text/html')) : [];
        close();
        if (links.length === 0) return;
        list = document.createElement('ul');
        list.className = 'zt-suggest';
        list.setAttribute('aria-label', '搜索建议');
        for (const link of links.slice(0, 8)) {
          const item = document.createElement('li');
          item.append(document.importNode(link, true));
          list.append(item);
        }
        form.append(list);
      } catch (error) {
        if (error.name !== 'AbortError') close();
      }
    }, 200);
  });
  form.addEventListener('keydown', event => {
    if (event.key === 'Escape') { close(); input.focus(); return; }
    if (!list || !['ArrowDown', 'ArrowUp'].includes(event.key)) return;
    const stops = [input, ...all('a', list)];
    const step = event.key === 'ArrowDown' ? 1 : stops.length - 1;
    stops[(stops.indexOf(document.activeElement) + step) % stops.length].focus();
    event.preventDefault();
  });
  form.addEventListener('focusout', event => { if (!form.contains(event.relatedTarget)) close(); });
}

/** Narrows the list of regions while one types; the links stay plain links. */
function regionPicker(picker) {
  const label = document.createElement('label');
  label.className = 'zt-field__label';
  label.textContent = '按名称查找地区';
  const box = document.createElement('input');
  box.type = 'search';
  box.className = 'zt-input';
  box.autocomplete = 'off';
  label.append(box);
  picker.prepend(label);
  box.addEventListener('input', () => {
    const wanted = box.value.trim();
    for (const link of all('a', picker)) (link.closest('li') ?? link).hidden = wanted !== '' && !link.textContent.includes(wanted);
    for (const group of all('[data-region-group]', picker)) group.hidden = !one('li:not([hidden])', group);
  });
}

/** 长者模式 changes at once; without script the same link sets the cookie on the server. */
document.addEventListener('click', event => {
  const toggle = event.target.closest('[data-elder-toggle]');
  if (toggle) {
    event.preventDefault();
    const on = !document.documentElement.hasAttribute('data-elder');
    const [prefix, mark] = location.protocol === 'https:' ? ['__Host-', '; secure'] : ['', ''];
    document.cookie = `${prefix}zt-elder=${on ? '1' : ''}; path=/; max-age=${on ? 31536000 : 0}; samesite=lax${mark}`;
    document.documentElement.toggleAttribute('data-elder', on);
    one('span', toggle).textContent = on ? '退出长者模式' : '长者模式';
    toggle.href = toggle.href.replace(/on=\w+/, `on=${!on}`);
    say(on ? '已打开长者模式' : '已退出长者模式');
    aloud();
  }
  for (const open of all('details[data-drop][open]')) if (!open.contains(event.target)) open.open = false;
});
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  for (const open of all('details[data-drop][open]')) { open.open = false; one('summary', open).focus(); }
});

const aloud = () => {
  if (document.documentElement.hasAttribute('data-elder') || one('.zt-aloud')) import('./aloud.js').then(part => part.show());
};

// The menu of desk and office is open on a wide screen and folded on a phone.
const menu = one('[data-app-menu]');
if (menu && matchMedia('(max-width: 900px)').matches) menu.open = false;

// What somebody opens or folds in the menu stays so on the next pages, but for the group the page belongs to.
const kept = () => { try { return JSON.parse(localStorage.getItem('zt-menu')) ?? {}; } catch { return {}; } };
for (const group of all('[data-menu-group]')) {
  const name = group.dataset.menuGroup;
  if (!one('[aria-current]', group)) group.open = kept()[name] ?? group.open;
  one('summary', group).addEventListener('click', () => {
    try { localStorage.setItem('zt-menu', JSON.stringify({ ...kept(), [name]: !group.open })); } catch { /* Not remembered then. */ }
  });
}

// Whoever signs out at a shared computer leaves nothing of a form behind in the tab.
addEventListener('submit', event => { if (event.target.matches('.zt-signout')) sessionStorage.clear(); });

// A form that is under way is not sent a second time. It is free again when the page comes back, and after a while: who stopped the page from loading may try again.
addEventListener('submit', event => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (form.hasAttribute('aria-busy')) {
    event.preventDefault();
    say('正在提交，请稍候');
    return;
  }
  form.setAttribute('aria-busy', 'true');
  setTimeout(() => form.removeAttribute('aria-busy'), 10000);
});
addEventListener('pageshow', () => { for (const form of all('form[aria-busy]')) form.removeAttribute('aria-busy'); });

const idle = Number(document.body.dataset.idle);
if (idle > 0) import('./idle.js').then(part => part.watch(idle));

dialogs();
aloud();
enhance(document.body);
document.addEventListener('htmx:after:swap', () => enhance(document.body));
document.addEventListener('htmx:error', () => say('网络不通，请检查后再试一次'));
