import type { LoggerService } from '@nestjs/common';
import pino, { type Logger } from 'pino';

/**
 * Nest's log lines as JSON on stderr. Callers hand over codes, routes and ids only; the redaction below is a second
 * line of defence, not a licence to log persons.
 */
export class JsonLogger implements LoggerService {
  readonly #pino: Logger;

  constructor(level: string = process.env['KIROKU_LOG_LEVEL'] ?? 'info') {
    const redact = {
      paths: ['authorization', '*.authorization', 'token', '*.token', 'body', '*.body'],
      censor: '[redacted]',
    };
    this.#pino = pino(
      { level, base: undefined, redact, timestamp: pino.stdTimeFunctions.isoTime },
      pino.destination(2),
    );
  }

  log(message: unknown, context?: string): void {
    this.#write('info', message, context);
  }

  error(message: unknown, ...rest: unknown[]): void {
    // Nest passes a stack before the context; a stack can quote values, so it is left out.
    this.#write('error', message, typeof rest.at(-1) === 'string' ? (rest.at(-1) as string) : undefined);
  }

  warn(message: unknown, context?: string): void {
    this.#write('warn', message, context);
  }

  debug(message: unknown, context?: string): void {
    this.#write('debug', message, context);
  }

  verbose(message: unknown, context?: string): void {
    this.#write('trace', message, context);
  }

  fatal(message: unknown, context?: string): void {
    this.#write('fatal', message, context);
  }

  #write(level: pino.Level, message: unknown, room?: string): void {
    if (typeof message === 'object' && message !== null && !(message instanceof Error))
      this.#pino[level]({ room, ...message });
    else this.#pino[level]({ room }, message instanceof Error ? message.name : String(message));
  }
}
