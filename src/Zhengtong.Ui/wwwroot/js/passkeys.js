// form[data-passkey]: asks the server for a challenge at that address, the device for its answer (navigator.credentials), and sends it in the form's field
// "credential". With data-passkey-new a new passkey is made. The form is hidden until this file finds that the browser knows passkeys.
export const name = 'Passkey';

const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
const text = buffer => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const named = list => (list ?? []).map(item => ({ ...item, id: bytes(item.id) }));

export function start(form) {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  form.hidden = false;
  const line = document.createElement('p');
  line.setAttribute('role', 'alert');
  form.append(line);
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (form.hasAttribute('aria-busy')) return;
    form.setAttribute('aria-busy', 'true');
    line.textContent = '';
    try {
      const options = await ask(form, text => { line.textContent = text; });
      if (!options) return;
      form.elements.credential.value = JSON.stringify('passkeyNew' in form.dataset ? await made(options) : await shown(options));
      form.submit();
    } catch (error) {
      line.textContent = error.name === 'InvalidStateError' ? '这台设备已经登记过通行密钥' : error.name === 'NotAllowedError' ? '没有完成验证。可以再试一次，或改用其他方式' : '这台设备没有验证成功，请改用其他方式';
    } finally {
      form.removeAttribute('aria-busy');
    }
  });
}

async function ask(form, say) {
  const answer = await fetch(form.dataset.passkey, { method: 'POST', body: new FormData(form), headers: { 'X-Requested-With': 'passkey' } });
  if (answer.ok) return answer.json();
  if (answer.status === 401) location.reload(); // Proved too long ago: the page leads on.
  else say(answer.status === 429 ? '操作太频繁，请稍后再试' : '页面已经失效，请刷新后再试');
  return null;
}

async function shown(options) {
  const credential = await navigator.credentials.get({ publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: named(options.allowCredentials) } });
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return { ...common(credential), response: { clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData), signature: text(signature), userHandle: text(userHandle) } };
}

async function made(options) {
  const credential = await navigator.credentials.create({
    publicKey: { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: named(options.excludeCredentials) },
  });
  const { clientDataJSON, attestationObject } = credential.response;
  return { ...common(credential), response: { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject), transports: credential.response.getTransports?.() ?? [] } };
}

const common = credential => ({ id: credential.id, rawId: text(credential.rawId), type: credential.type, clientExtensionResults: credential.getClientExtensionResults() });
