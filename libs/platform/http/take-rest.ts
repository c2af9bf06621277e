import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What is refused for its length is usually not much longer; whoever sends more may lose the answer. */
export const REST_BYTES_MAX = 64 * 1024 * 1024;
/** Half of what clients wait for an answer. */
export const REST_MILLISECONDS_MAX = 10_000;

/**
 * Lets an answer behind which the connection is closed wait until its request has come in: a connection that is closed
 * while bytes lie there unread is reset, and the answer is lost with it. Where the connection is kept, Node reads the
 * rest behind the answer.
 */
export function takeRestBeforeClosing(server: FastifyInstance): void {
  server.addHook('onSend', async ({ raw }: FastifyRequest, reply: FastifyReply) => {
    if (raw.complete === false && !raw.destroyed && closes(raw, reply)) await restOf(raw);
  });
}

function closes(request: IncomingMessage, reply: FastifyReply): boolean {
  return reply.getHeader('connection') === 'close' || !reply.raw.shouldKeepAlive || request.httpVersion === '1.0';
}

/** Reads what is left, and keeps nothing of it. */
function restOf(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let left = REST_BYTES_MAX;
    const done = () => {
      clearTimeout(timer);
      request.off('data', onData).off('end', done).off('error', done).off('close', done);
      resolve();
    };
    const onData = (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) done();
    };
    const timer = setTimeout(done, REST_MILLISECONDS_MAX);
    request.on('data', onData).on('end', done).on('error', done).on('close', done).resume();
  });
}
