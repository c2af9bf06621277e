import { DEFAULT_AUDIENCE, DEVELOPMENT_ISSUER, remoteKeys } from '#access';
import { createHttpApp, JsonLogger, OpenApiHolder } from '#platform';
import { ServeModule } from './serve.module.js';

/** The contract of all services together, made from the controllers. */
export async function contract(): Promise<object> {
  const tokens = {
    issuer: DEVELOPMENT_ISSUER,
    audience: DEFAULT_AUDIENCE,
    keys: remoteKeys('http://127.0.0.1/never-asked'),
  };
  const module = ServeModule.forContract({ tokens, keyDirectory: '', developmentIssuer: null });
  const app = await createHttpApp(module, new JsonLogger('silent'));
  return app.get(OpenApiHolder).document;
}
