// dialog[data-idle-reset]: nobody touches the terminal for a while, so it counts down and starts over, leaving nothing of the last person.
export const name = 'Idle';

export function start(dialog) {
  const total = Number(dialog.dataset.idleSeconds ?? 60);
  const warning = Number(dialog.dataset.idleWarning ?? 15);
  const count = dialog.querySelector('[data-idle-count]');
  let left = total;

  const touched = () => { left = total; if (dialog.open) dialog.close(); };
  for (const type of ['pointerdown', 'keydown', 'input', 'scroll']) addEventListener(type, touched, { capture: true, passive: true });
  dialog.querySelector('[data-idle-stay]')?.addEventListener('click', touched);

  setInterval(() => {
    left -= 1;
    if (left <= 0) {
      sessionStorage.clear();
      for (const form of document.forms) form.reset();
      location.replace(dialog.dataset.idleReset);
    } else if (left <= warning) {
      count.textContent = String(left);
      if (!dialog.open) dialog.showModal();
    }
  }, 1000);
}
