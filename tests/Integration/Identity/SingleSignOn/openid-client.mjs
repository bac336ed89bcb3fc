// A department's system, as the certified library openid-client makes one. Takes one JSON command a line and answers one JSON line; the browser is the test's.
import { createInterface } from 'node:readline';
import * as client from 'openid-client';

let config;
let asked;

const commands = {
  async discover({ issuer, clientId, secret, jwk, skew }) {
    const metadata = { [client.clockSkew]: skew, [client.clockTolerance]: 5 };
    const how = jwk
      ? client.PrivateKeyJwt(await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']), { [client.modifyAssertion]: header => { header.typ = 'client-authentication+jwt'; } })
      : secret ? client.ClientSecretBasic(secret) : client.None();
    config = await client.discovery(new URL(issuer), clientId, metadata, how, { execute: [client.allowInsecureRequests] });
    return { metadata: config.serverMetadata() };
  },
  async authorize({ redirectUri, scope, extra }) {
    asked = { verifier: client.randomPKCECodeVerifier(), state: client.randomState(), nonce: client.randomNonce(), maxAge: extra?.max_age };
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri, scope, state: asked.state, nonce: asked.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(asked.verifier), code_challenge_method: 'S256', ...extra,
    });
    return { url: url.href };
  },
  async callback({ url }) {
    const tokens = await client.authorizationCodeGrant(config, new URL(url), {
      pkceCodeVerifier: asked.verifier, expectedState: asked.state, expectedNonce: asked.nonce, idTokenExpected: true,
      ...(asked.maxAge === undefined ? {} : { maxAge: Number(asked.maxAge) }),
    });
    return told(tokens);
  },
  async refresh({ token }) { return told(await client.refreshTokenGrant(config, token)); },
  async userinfo({ token, subject }) { return { user: await client.fetchUserInfo(config, token, subject) }; },
  async introspect({ token }) { return { token: await client.tokenIntrospection(config, token) }; },
  async revoke({ token }) { await client.tokenRevocation(config, token); return {}; },
  async signOut({ idToken, back, state }) {
    return { url: client.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: back, state }).href };
  },
};

const told = tokens => ({ claims: tokens.claims(), accessToken: tokens.access_token, refreshToken: tokens.refresh_token, idToken: tokens.id_token, scope: tokens.scope });

for await (const line of createInterface({ input: process.stdin })) {
  const { op, ...rest } = JSON.parse(line);
  let answer;
  try {
    answer = await commands[op](rest);
  } catch (e) {
    // A 401 is a challenge to the library; what the server says of it stands in the body.
    const said = await e.response?.json?.().catch(() => undefined);
    answer = { error: e.error ?? said?.error ?? e.cause?.error ?? e.code ?? 'failed', message: `${e.message} ${e.cause?.message ?? ''} ${said?.error_description ?? ''}` };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
