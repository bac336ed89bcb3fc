// 朗读: reads the main part of the page, paragraph by paragraph, and shows where it is. Shown in 长者模式 where the browser can speak.
let bar;

export function show() {
  if (!document.documentElement.hasAttribute('data-elder')) {
    stop();
    bar?.remove();
    bar = null;
    return;
  }
  if (bar || !('speechSynthesis' in globalThis)) return;
  bar = document.createElement('div');
  bar.className = 'zt-aloud';
  bar.setAttribute('role', 'region');
  bar.setAttribute('aria-label', '朗读');
  const button = (text, kind, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = `zt-button zt-button--${kind}`;
    made.textContent = text;
    made.addEventListener('click', act);
    bar.append(made);
  };
  button('朗读本页', 'primary', read);
  button('暂停 / 继续', 'secondary', () => speechSynthesis.paused ? speechSynthesis.resume() : speechSynthesis.pause());
  button('停止', 'secondary', stop);
  document.body.append(bar);
  addEventListener('pagehide', stop);
}

function stop() {
  speechSynthesis.cancel();
  document.querySelector('.zt-reading')?.classList.remove('zt-reading');
}

function read() {
  stop();
  const parts = [...document.querySelectorAll('main :is(h1, h2, h3, h4, p, li, dt, dd, label, legend, td, caption)')]
    .filter(part => part.offsetParent !== null && part.textContent.trim() !== '' && !part.parentElement.closest('li, p, td, dd, label'));
  for (const part of parts) {
    const speech = new SpeechSynthesisUtterance(part.innerText.trim());
    speech.lang = 'zh-CN';
    speech.rate = 0.9;
    speech.addEventListener('start', () => {
      document.querySelector('.zt-reading')?.classList.remove('zt-reading');
      part.classList.add('zt-reading');
      part.scrollIntoView({ block: 'center' });
    });
    speech.addEventListener('end', () => part.classList.remove('zt-reading'));
    speechSynthesis.speak(speech);
  }
}
