import { types } from 'node:util';

/** Connection refused, lost or not found, as the operating system says it. */
const NETWORK = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH'];
/** SQLSTATE: connection exceptions, no resources (also a full disk), shutting down or starting, system errors. */
const SERVER = /^(08|53|57P0|58)/;
/** What the driver says without a code. */
const DRIVER = [
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error and is not queryable',
];

/** Whether an error of `pg` or TypeORM means that the database does not answer now, and not that a query was wrong. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  const { code, syscall, severity } = error as { code?: unknown; syscall?: unknown; severity?: unknown };
  if (typeof code !== 'string') return DRIVER.includes(error.message);
  // A socket that is not there; any other file that is not there is a fault of the program.
  if (code === 'ENOENT') return syscall === 'connect';
  if (NETWORK.includes(code)) return true;
  return severity !== undefined && SERVER.test(code);
}
