import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

export const ownerRole = 'kiroku';
export const databaseName = 'kiroku';

/** Of the address of a Unix socket in bytes, on Linux, without the zero at its end. */
const socketPathBytesMax = 107;

/** What the names of PostgreSQL's socket and of the lock beside it begin with. */
export const SOCKET_PREFIX = '.s.PGSQL.';

export interface ClusterAddress {
  readonly clusterDir: string;
  readonly password: string;
  readonly port: number;
  /** Who connects; the owner where nobody is named. */
  readonly role?: string;
}

/**
 * The address of a database of the cluster. It holds the password: it must not be logged. It names the
 * socket in the cluster's folder where this process can reach it, which costs about two thirds of the CPU that a port on the loopback does;
 * a program that does not know `host` in a query takes the port.
 */
export function databaseUrl(address: ClusterAddress, database = databaseName): string {
  const { clusterDir, password, port, role = ownerRole } = address;
  const url = `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
  return hasSocket(address) ? `${url}?host=${encodeURIComponent(clusterDir)}` : url;
}

/** Where PostgreSQL is to put its socket; empty where no address is so long, or its settings could not say it. */
export function socketDirectory(clusterDir: string, port: number): string {
  const fits = Buffer.byteLength(socketPath(clusterDir, port)) <= socketPathBytesMax;
  return fits && !/[,"'\\]|^\s|\s$/.test(clusterDir) ? clusterDir : '';
}

function hasSocket({ clusterDir, port }: ClusterAddress): boolean {
  if (socketDirectory(clusterDir, port) === '') return false;
  try {
    accessSync(socketPath(clusterDir, port), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function socketPath(clusterDir: string, port: number): string {
  return join(clusterDir, `${SOCKET_PREFIX}${port}`);
}
