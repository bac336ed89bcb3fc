// input[type=file][data-dropzone]: drop, choose or take a picture. With data-upload-url each file is sent at once and shows its progress.
export const name = 'Drop';

const make = (tag, css, text) => {
  const element = document.createElement(tag);
  if (css) element.className = css;
  if (text) element.textContent = text;
  return element;
};

export function start(input) {
  const limit = Number(input.dataset.maxMb ?? 20);
  const zone = make('div', 'zt-drop-zone');
  const buttons = make('div', 'zt-drop-zone__buttons');
  const list = make('ul', 'zt-drop-zone__list');
  list.setAttribute('aria-live', 'polite');
  input.before(zone);
  input.classList.add('zt-drop-zone__input');
  input.tabIndex = -1;
  zone.append(make('p', null, '把文件拖到这里，或'), buttons, input, list);

  const choose = make('button', 'zt-button zt-button--secondary', '选择文件');
  choose.type = 'button';
  choose.setAttribute('aria-describedby', input.getAttribute('aria-describedby') ?? '');
  choose.addEventListener('click', () => { input.removeAttribute('capture'); input.click(); });
  buttons.append(choose);
  if (input.dataset.dropzone === 'camera' && matchMedia('(pointer: coarse)').matches) {
    const camera = make('button', 'zt-button zt-button--secondary', '拍照');
    camera.type = 'button';
    camera.addEventListener('click', () => { input.setAttribute('capture', 'environment'); input.click(); });
    buttons.append(camera);
  }

  for (const type of ['dragenter', 'dragover']) zone.addEventListener(type, event => { event.preventDefault(); zone.classList.add('is-over'); });
  for (const type of ['dragleave', 'drop']) zone.addEventListener(type, () => zone.classList.remove('is-over'));
  zone.addEventListener('drop', event => {
    event.preventDefault();
    const dropped = new DataTransfer();
    for (const file of [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1)) dropped.items.add(file);
    input.files = dropped.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });

  input.addEventListener('change', async () => {
    if (!input.dataset.uploadUrl) list.replaceChildren();
    for (const file of input.files) {
      const row = make('li');
      row.append(make('span', null, file.name), make('span', 'zt-small', size(file.size)));
      list.append(row);
      const wrong = refused(file);
      if (wrong) row.append(make('span', 'is-wrong', wrong));
      else if (input.dataset.uploadUrl) await send(file, row);
    }
    if (input.dataset.uploadUrl) input.value = '';
  });

  const size = bytes => bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;

  function refused(file) {
    if (file.size > limit * 1048576) return `超过 ${limit} MB，请压缩后再传`;
    const accept = input.accept.split(',').map(part => part.trim().toLowerCase()).filter(Boolean);
    const fits = accept.length === 0 || accept.some(part => part.startsWith('.') ? file.name.toLowerCase().endsWith(part) : file.type.startsWith(part.replace('*', '')));
    return fits ? null : '不支持这种文件，请换成上面列出的格式';
  }

  // What was chosen before this script came is taken now.
  if (input.files.length > 0) input.dispatchEvent(new Event('change', { bubbles: true }));

  function send(file, row) {
    const bar = make('progress');
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute('aria-label', `${file.name} 上传进度`);
    row.append(bar);
    const body = new FormData();
    body.append(input.name, file);
    for (const hidden of input.form?.querySelectorAll('input[type=hidden]') ?? []) body.append(hidden.name, hidden.value);
    return new Promise(done => {
      const request = new XMLHttpRequest();
      request.open('POST', input.dataset.uploadUrl);
      request.setRequestHeader('X-Requested-With', 'upload');
      request.upload.addEventListener('progress', event => { if (event.lengthComputable) bar.value = 100 * event.loaded / event.total; });
      request.addEventListener('loadend', () => {
        bar.remove();
        const target = input.dataset.uploadTarget && document.querySelector(input.dataset.uploadTarget);
        if (request.status >= 200 && request.status < 300) {
          if (target) {
            target.replaceChildren(...new DOMParser().parseFromString(request.responseText, 'text/html').body.childNodes);
            globalThis.htmx?.process(target);
            row.remove();
          } else {
            row.append(make('span', 'zt-small', '已上传'));
          }
        } else {
          const words = { 401: '登录已过期，请重新登录后再传', 413: '文件太大，请压缩后再传', 400: '这个文件没有通过检查，请换一个', 0: '网络不通，请再选一次' };
          row.append(make('span', 'is-wrong', words[request.status] ?? '没有上传成功，请再选一次'));
        }
        done();
      });
      request.send(body);
    });
  }
}
