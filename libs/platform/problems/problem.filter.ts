import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseUnavailable } from '../database/is-unavailable.js';
import { languageOf } from '../http/language.js';
import { problemType, registerProblems } from './problem-registry.js';
import { platformProblems } from './platform-problems.js';
import { Refusal } from './refusal.js';

registerProblems(platformProblems);

/** Seconds after which a caller may try again when the service could not answer for a passing reason. */
const RETRY_AFTER_SECONDS = 1;
/** Who is turned away is told in the log, without saying who it was. */
const TURNED_AWAY: readonly number[] = [401, 403];
const log = new Logger('Problem');

/** Whoever sent it is gone; what the connection says of it then looks like one of the database. */
const CUT_OFF = new Refusal('invalid-request', { detail: 'The request ended before it was whole.' });

/** Turns whatever was thrown into RFC 9457 problem details. The one place where codes meet HTTP. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Answers a request with the problem that a thrown value means. */
export function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = isCutOff(request) ? CUT_OFF : toRefusal(thrown);
  const type = problemType(refusal.code) ?? platformProblems['internal-error'];
  // The text of an unknown error may quote what a person typed: only its kind and place are logged.
  if (type.status >= 500) {
    const route = request.routeOptions?.url;
    const line = { problem: refusal.code, request: request.id, route, error: kindOf(thrown) };
    // What passes by itself wakes nobody up.
    if (type.status === 503) log.warn(line);
    else log.error(line);
  } else if (TURNED_AWAY.includes(type.status)) {
    const route = request.routeOptions?.url;
    log.log({ problem: refusal.code, request: request.id, route, role: refusal.facts['role'] });
  }
  const { detail, errors, challenge, ...facts } = refusal.facts;
  const language = languageOf(request.headers['accept-language']);
  if (type.status === 503) void reply.header('Retry-After', RETRY_AFTER_SECONDS);
  const wait = refusal.facts['retryAfterSeconds'];
  if (type.status === 429 && typeof wait === 'number') void reply.header('Retry-After', wait);
  if (type.status === 401 || challenge) {
    void reply.header('WWW-Authenticate', ['Bearer', ...(challenge ? [challenge] : [])].join(' '));
  }
  const members = {
    type: `/docs/problems#${refusal.code}`,
    title: type[language],
    status: type.status,
    code: refusal.code,
    ...(detail === undefined ? {} : { detail }),
    instance: `urn:request:${request.id}`,
    ...(errors === undefined ? {} : { errors }),
  };
  void reply
    .status(type.status)
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .header('Content-Language', language)
    // A fact never takes the place of a member that RFC 9457 defines.
    .send({ ...members, ...facts, ...members });
}

function isCutOff({ raw }: FastifyRequest): boolean {
  return raw.destroyed && raw.complete === false;
}

function toRefusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return problemType(thrown.code) ? thrown : new Refusal('internal-error');
  if (isStoreError(thrown)) return ofStoreError(thrown.code);
  if (isDatabaseUnavailable(thrown)) return new Refusal('store-unavailable');
  const { statusCode, code } = (thrown ?? {}) as { statusCode?: number; code?: unknown };
  if (code === 'FST_ERR_BAD_URL') return new Refusal('invalid-request', { detail: 'The address cannot be read.' });
  return ofStatus(thrown instanceof HttpException ? thrown.getStatus() : statusCode);
}

function ofStoreError(code: string): Refusal {
  switch (code) {
    case 'position-unknown':
      return new Refusal(code, { errors: [{ pointer: '/atLeast', detail: 'is beyond what was acknowledged' }] });
    case 'not-yet-visible':
      return new Refusal(code);
    case 'log-unproven':
      return new Refusal('log-not-proven');
    default:
      return new Refusal('store-unavailable');
  }
}

function ofStatus(status: number | undefined): Refusal {
  switch (status) {
    case 400:
      return new Refusal('invalid-request', {
        detail: 'The body is not JSON that can be read.',
        errors: [{ pointer: '', detail: 'not readable as JSON' }],
      });
    case 404:
      return new Refusal('not-found');
    case 413:
      return new Refusal('body-too-large');
    case 414:
      return new Refusal('address-too-long');
    case 415:
      return new Refusal('unsupported-media-type', { detail: 'Send application/json.' });
    default:
      return new Refusal('internal-error');
  }
}

// By name, for platform may not import the event store.
function isStoreError(thrown: unknown): thrown is { code: string } {
  return (
    (thrown as Error | null)?.name === 'EventStoreError' && (thrown as { code: string }).code !== 'invalid-request'
  );
}

function kindOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const at = thrown.stack?.split('\n').find((line) => line.includes('/libs/') || line.includes('/apps/'));
  const place = at?.match(/(?:libs|apps)\/[^\s)]+/)?.[0] ?? 'unknown place';
  return `${thrown.name} (${String((thrown as { code?: unknown }).code ?? 'no code')}) at ${place}`;
}
