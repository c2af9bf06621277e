import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../problems/refusal.js';

/** What a streamed body may be. */
const STREAMED_TYPES = ['application/x-ndjson', 'text/csv'];
const STREAMED_ADVICE = `Send ${STREAMED_TYPES.join(' or ')}.`;
/** Any other request has come in whole after this time, or its connection is closed. */
const REQUEST_MILLISECONDS_MAX = 30_000;
/** A gigabyte over a line of 10 Mbit/s takes 15 minutes; a slower one has four times that. */
export const STREAMED_MILLISECONDS_MAX = 3_600_000;

/** A route whose body is read as it comes in: the request's `body` is a stream, and the route limits its length. */
export const StreamedBody = () => RouteConfig({ streamedBody: true });

/** Lets marked routes have their body as a stream, and all others no time for a long one. */
export function streamBodies(server: FastifyInstance, wholeWithinMilliseconds = REQUEST_MILLISECONDS_MAX): void {
  server.addContentTypeParser(STREAMED_TYPES, (request, payload, done) => {
    if (isStreamed(request)) return done(null, payload);
    done(new Refusal('unsupported-media-type', { detail: 'Send application/json.' }) as Error);
  });
  server.addHook('onRequest', (request, _reply, next) => {
    if (request.raw.method === 'GET') return next();
    if (!isStreamed(request)) endUnlessWhole(request, wholeWithinMilliseconds);
    // What only looks like another type would be read whole, and refused for what it is not.
    else if (!isStreamedType(request)) return next(new Refusal('unsupported-media-type', { detail: STREAMED_ADVICE }));
    next();
  });
}

/** Whether the route of a request has its body as a stream. */
export function isStreamed(request: FastifyRequest): boolean {
  return (request.routeOptions.config as { streamedBody?: boolean }).streamedBody === true;
}

function isStreamedType({ headers }: FastifyRequest): boolean {
  const [essence] = (headers['content-type'] ?? '').split(';');
  return STREAMED_TYPES.includes(essence!.trim().toLowerCase());
}

function endUnlessWhole({ raw }: FastifyRequest, milliseconds: number): void {
  const timer = setTimeout(() => {
    if (raw.complete === false) raw.destroy();
  }, milliseconds).unref();
  raw.once('close', () => clearTimeout(timer));
}
