import { connect } from 'node:net';

/** A connection on which nothing comes any more is given up: what came until then is told. */
const SILENT_MILLISECONDS_MAX = 5_000;

/**
 * Sends bytes as they are; what came back until the connection was closed. Whoever `readsLate` reads nothing before all is
 * sent, as clients do that know no better.
 */
export function exchange(port: number, sent: Buffer | string, { readsLate = false } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => {
      if (readsLate) socket.pause();
      socket.write(sent, () => socket.resume());
    });
    socket.on('data', (bytes: Buffer) => parts.push(bytes));
    // The rest of a long request meets a closed connection, which tells by what is missing.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (!['ECONNRESET', 'EPIPE'].includes(error.code ?? '')) reject(error);
    });
    socket.once('close', () => resolve(Buffer.concat(parts).toString()));
    socket.setTimeout(SILENT_MILLISECONDS_MAX, () => socket.destroy());
  });
}
