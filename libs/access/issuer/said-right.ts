import type { Context } from 'oidc-provider';

/**
 * Corrects what the library says by itself: ways to answer that the door does not let in, and a token that holds nothing
 * of what was asked for. Scopes that were granted in part stand in the answer as they were granted (RFC 6749 5.1).
 */
export async function saidRight(context: Context, next: () => Promise<void>): Promise<void> {
  await next();
  const body = context.body as Record<string, unknown> | null | undefined;
  if (context.oidc?.route === 'discovery' && body) body['response_modes_supported'] = ['query'];
  const isProgram = context.oidc?.params?.['grant_type'] === 'client_credentials';
  if (!isProgram || body?.['access_token'] === undefined || body['scope'] !== undefined) return;
  context.status = 400;
  context.body = {
    error: 'invalid_scope',
    error_description: 'name scopes that this client may have: none of those that were asked for is one of its own',
  };
}
