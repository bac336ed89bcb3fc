// form[data-autosave]: sends the changed fields 800 ms after the last change. What could not be sent waits in this tab's storage and is sent again.
export const name = 'Autosave';

const clock = new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false });

export function start(form) {
  const url = form.dataset.autosave;
  const shelf = `zt-unsent:${url}`;
  const line = form.querySelector('[data-save-state]') ?? document.querySelector('[data-save-state]');
  const changed = new Map(JSON.parse(sessionStorage.getItem(shelf) ?? '[]'));
  let timer, sending = false, stopped = false, wait = 2000;

  const tell = (text, state) => {
    if (!line) return;
    line.textContent = text;
    line.dataset.state = state;
  };
  const shelve = () => {
    if (changed.size > 0) sessionStorage.setItem(shelf, JSON.stringify([...changed]));
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

  async function send() {
    if (sending || stopped || changed.size === 0) return;
    sending = true;
    const batch = new Map(changed);
    const body = new FormData();
    for (const [field, values] of batch) for (const value of values.length > 0 ? values : ['']) body.append(field, value);
    for (const always of form.querySelectorAll('input[type=hidden][data-always], input[name=__RequestVerificationToken]')) body.set(always.name, always.value);
    try {
      const answer = await fetch(url, { method: 'POST', body, headers: { 'X-Requested-With': 'autosave' }, redirect: 'manual' });
      if (answer.ok) {
        for (const [field, values] of batch) if (changed.get(field) === values) changed.delete(field);
        shelve();
        wait = 2000;
        tell(`已于 ${clock.format(new Date())} 保存`, 'saved');
        if (changed.size === 0) form.dispatchEvent(new CustomEvent('zt:saved', { bubbles: true }));
        else plan(0);
      } else if (answer.status === 401 || answer.status === 403 || answer.type === 'opaqueredirect') {
        stopped = true;
        tell('登录已过期,内容还没有保存。请在新窗口重新登录,再点"保存并继续"', 'wrong');
      } else if (answer.status === 409) {
        stopped = true;
        tell('这份申请已在别处修改。请刷新页面,核对后再填写', 'wrong');
        changed.clear();
        shelve();
      } else {
        retry('暂时没有保存成功,稍后自动重试;也可以点"保存并继续"');
      }
    } catch {
      retry('网络不通,内容暂存在这台设备上,联网后自动保存');
    } finally {
      sending = false;
    }
  }

  function retry(text) {
    tell(text, 'wrong');
    plan(wait);
    wait = Math.min(wait * 2, 60000);
  }

  form.addEventListener('input', event => note(event.target));
  form.addEventListener('change', event => note(event.target));
  form.addEventListener('submit', () => { clearTimeout(timer); changed.clear(); shelve(); });
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
