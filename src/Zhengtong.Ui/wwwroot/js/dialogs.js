// [data-confirm]: a dangerous act says its effect and wants a second press. Works on buttons (form submit) and links.
let confirmed = null;

function ask(text, yes) {
  const dialog = document.createElement('dialog');
  dialog.className = 'zt-dialog';
  dialog.setAttribute('aria-labelledby', 'zt-confirm-title');
  const title = document.createElement('h2');
  title.id = 'zt-confirm-title';
  title.textContent = '请确认';
  const words = document.createElement('p');
  words.textContent = text;
  const actions = document.createElement('p');
  actions.className = 'zt-actions';
  const button = (label, css) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = `zt-button zt-button--${css}`;
    made.textContent = label;
    actions.append(made);
    return made;
  };
  button(yes, 'danger').addEventListener('click', () => dialog.close('yes'));
  button('取消', 'secondary').addEventListener('click', () => dialog.close());
  dialog.append(title, words, actions);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise(done => dialog.addEventListener('close', () => { dialog.remove(); done(dialog.returnValue === 'yes'); }, { once: true }));
}

export function dialogs() {
  document.addEventListener('click', async event => {
    const element = event.target.closest('[data-confirm]');
    if (!element || confirmed === element) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (await ask(element.dataset.confirm, element.dataset.confirmYes ?? element.textContent.trim())) {
      confirmed = element;
      element.click();
      confirmed = null;
    }
  }, true);
}
