import { createServer } from 'node:net';
import { CommandError } from '../exit-codes.js';

/** Fails early and in words where the port cannot be had; the real listening comes much later. */
export async function requireFreePort(port: number, host: string): Promise<void> {
  if (port === 0) return;
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(new CommandError(portMessage(port, error))));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

/** What a person should know when listening fails. */
export function portMessage(port: number, error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`;
    case 'EACCES':
      return `Port ${port} may not be used by this user. Choose one above 1023: PORT=3000 npm start`;
    default:
      return `Cannot listen on port ${port} (${error.code}).`;
  }
}
