// A real OpenID Connect provider on loopback, for tests: `node provider.mjs CLIENT_ID SECRET RETURN [in-token]`.
// It prints its issuer once it answers, and lets anybody in by name, as its own pages for development do. With
// "in-token" groups are in the token, else in what its userinfo says only.
import { createServer } from "node:http";
import { pathToFileURL, fileURLToPath } from "node:url";
import { resolve } from "node:path";

const here = fileURLToPath(new URL(".", import.meta.url));
const library = resolve(here, "../../../dashboard/map/node_modules/oidc-provider/lib/index.js");
const { default: Provider } = await import(pathToFileURL(library).href);

const [clientId, secret, back, where] = process.argv.slice(2);
const GROUPS = {
  maria: ["everybody", "bops-planners"],
  paul: ["bops-stewards", "bops-viewers"],
  nobody: ["everybody"],
  groupless: undefined,
};

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: secret, redirect_uris: [back], response_types: ["code"], grant_types: ["authorization_code"] }],
    pkce: { required: () => true },
    cookies: { keys: ["of a test"] },
    claims: { openid: ["sub"], profile: ["preferred_username", "groups"], email: ["email"] },
    conformIdTokenClaims: where !== "in-token",
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: `subject-of-${id}`, preferred_username: id, groups: GROUPS[id] }),
    }),
  });
  server.on("request", provider.callback());
  process.stdout.write(`${issuer}\n`);
});
