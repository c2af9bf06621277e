import type { FastifyInstance } from 'fastify';
import { Refusal } from '../problems/refusal.js';

/** Node would refuse a request without a host by itself, and without a body. */
export const READ_BY_US = { requireHostHeader: false } as const;

/** Refuses here what Node would have refused without a problem: RFC 9112, 3.2, and RFC 9110, 10.1.1. */
export function refuseWithProblems(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, next) => {
    if (request.headers.host !== undefined || request.raw.httpVersion !== '1.1') return next();
    next(new Refusal('invalid-request', { errors: [{ pointer: 'Host', detail: 'is missing' }] }));
  });
  // What is expected beyond 100-continue may be passed over.
  server.server.on('checkExpectation', (request, response) => server.server.emit('request', request, response));
}
