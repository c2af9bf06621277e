import { SettingsError, type Environment } from '#platform';

const PREFIX_DEFAULT = 'kiroku.localhost/log';
/** A schemaless address: https://c2sp.org/tlog-checkpoint. */
const PREFIX = /^[a-z0-9.-]+(?::\d+)?(?:\/[A-Za-z0-9._~-]+)*$/;

/** `KIROKU_LOG_ORIGIN`: what the names of logs begin with, before the association. */
export function logOriginPrefix(env: Environment): string {
  const prefix = env['KIROKU_LOG_ORIGIN'] || PREFIX_DEFAULT;
  if (!PREFIX.test(prefix))
    throw new SettingsError('KIROKU_LOG_ORIGIN is no address without its scheme, such as log.example.jp/kiroku.');
  return prefix;
}

export function originOf(prefix: string, association: string): string {
  return `${prefix}/${association}`;
}
