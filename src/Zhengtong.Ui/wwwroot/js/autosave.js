// form[data-autosave]: sends the changed fields 800 ms after the last change (with data-autosave-whole the whole form, whose rows move). What could not
// be sent waits in this tab's storage and is sent again. input[data-revision] carries the revision the page knows; each answer brings the next one in
// X-Revision. What waits is put back only on the revision it was typed on, so that it survives an expired session and never returns once saved.
export const name = 'Autosave';

const clock = new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });

export function start(form) {
  const url = form.dataset.autosave;
  const shelf = `zt-unsent:${url}`;
  const line = form.querySelector('[data-save-state]') ?? document.querySelector('[data-save-state]');
  const revision = form.querySelector('input[data-revision]');
  const kept = JSON.parse(sessionStorage.getItem(shelf) ?? 'null');
  const changed = new Map(kept && kept.revision === revision?.value ? kept.fields : []);
  let timer, sending = null, stopped = false, wait = 2000;

  const tell = (text, state) => {
    if (!line) return;
    line.textContent = text;
    line.dataset.state = state;
  };
  const shelve = () => {
    if (changed.size > 0) sessionStorage.setItem(shelf, JSON.stringify({ revision: revision?.value, fields: [...changed] }));
    else sessionStorage.removeItem(shelf);
  };
  const plan = delay => { clearTimeout(timer); timer = setTimeout(send, delay); };

  // A field is kept with all its values, so that an unticked box is sent as empty.
  const note = field => {
    if (!field?.name || field.type === 'file' || field.type === 'password' || field.name === '__RequestVerificationToken') return;
    changed.set(field.name, new FormData(form).getAll(field.name).map(String));
    shelve();
    tell('正在保存…', 'busy');
    plan(800);
  };

  function send() {
    if (sending || stopped || changed.size === 0) return;
    sending = sendNow().then(next => { sending = null; if (next !== undefined && !stopped) plan(next); });
  }

  /** Resolves to the delay after which to send again, if anything waits. */
  async function sendNow() {
    const batch = new Map(changed);
    const whole = form.hasAttribute('data-autosave-whole');
    const body = whole ? new FormData(form) : new FormData();
    if (!whole) for (const [field, values] of batch) for (const value of values.length > 0 ? values : ['']) body.append(field, value);
    for (const always of form.querySelectorAll('input[type=hidden][data-always], input[name=__RequestVerificationToken]')) body.set(always.name, always.value);
    try {
      const answer = await fetch(url, { method: 'POST', body, headers: { 'X-Requested-With': 'autosave' }, redirect: 'manual' });
      if (answer.ok) {
        for (const [field, values] of batch) if (changed.get(field) === values) changed.delete(field);
        if (revision) revision.value = answer.headers.get('X-Revision') ?? revision.value;
        shelve();
        wait = 2000;
        tell(`已于 ${clock.format(new Date())} 保存`, 'saved');
        if (changed.size === 0) form.dispatchEvent(new CustomEvent('zt:saved', { bubbles: true }));
        else return 800;
      } else if (answer.status === 401 || answer.status === 403 || answer.type === 'opaqueredirect') {
        stopped = true;
        tell('登录已过期，内容还没有保存。请在新窗口重新登录，再点“保存并继续”', 'wrong');
      } else if (answer.status === 409) {
        stopped = true;
        tell('这份申请已在另一个页面修改。点“保存并继续”，可以选择保留本页内容或读取最新内容', 'wrong');
      } else {
        return retry('暂时没有保存成功，稍后自动重试；也可以点“保存并继续”');
      }
    } catch {
      return retry('网络不通，内容暂存在这台设备上，联网后自动保存');
    }
  }

  function retry(text) {
    tell(text, 'wrong');
    const delay = wait;
    wait = Math.min(wait * 2, 60000);
    return delay;
  }

  form.addEventListener('input', event => note(event.target));
  form.addEventListener('change', event => note(event.target));
  form.addEventListener('submit', event => {
    clearTimeout(timer);
    stopped = true;
    if (!revision) {
      changed.clear();
      shelve();
    } else if (sending) {
      // The answer under way brings the revision this very form must be sent on.
      event.preventDefault();
      sending.then(() => form.requestSubmit(event.submitter));
    }
  });
  addEventListener('online', () => plan(0));

  // Put back what an earlier visit of this tab could not send.
  for (const [field, values] of changed) {
    for (const element of form.querySelectorAll(`[name="${CSS.escape(field)}"]`)) {
      if (element.type === 'radio' || element.type === 'checkbox') element.checked = values.includes(element.value);
      else element.value = values[0] ?? '';
    }
  }
  if (changed.size > 0) plan(0);
}
