// Another platform, as the certified library oidc-provider makes one. Whoever comes is signed in as the person of the command line; no questions are asked.
// node oidc-provider.mjs '{"redirectUri":"...","clientId":"...","secret":"...","person":{...},"acr":"..."}' prints its issuer once it listens.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const wanted = JSON.parse(process.argv[2]);
const server = createServer();
await new Promise(listening => server.listen(0, '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: wanted.clientId, client_secret: wanted.secret, redirect_uris: [wanted.redirectUri], grant_types: ['authorization_code'], response_types: ['code'] }],
  claims: { openid: ['sub', 'acr'], profile: ['name', 'id_number', 'phone_number'] },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  cookies: { keys: ['a-key-of-the-test'] },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...wanted.person }) }),
});

server.on('request', async (request, response) => {
  if (!request.url.startsWith('/interaction/')) {
    provider.callback()(request, response);
    return;
  }
  const { params, session, grantId } = await provider.interactionDetails(request, response);
  const accountId = session?.accountId ?? wanted.subject;
  const grant = grantId ? await provider.Grant.find(grantId) : new provider.Grant({ accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  grant.addOIDCClaims(['acr']);
  await provider.interactionFinished(request, response, { login: { accountId, acr: wanted.acr }, consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
});
process.stdin.resume().on('end', () => process.exit());
console.log(JSON.stringify({ issuer }));
