import type { FastifyReply, FastifyRequest } from 'fastify';

/** Nothing of an answer is a page: whoever opens one in a browser loads, sends and frames nothing. */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** The pages of the documentation load their own parts and ask this service; their library styles its elements itself. */
const OWN_PAGES = `${NOTHING}; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'`;
/** The page on which documents are checked loads its own script and style, and asks this service. */
const CHECK_PAGE = `${NOTHING}; script-src 'self'; style-src 'self'; connect-src 'self'`;
const YEAR_SECONDS = 31_536_000;

const FIXED = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const;

/** For what is answered before anybody knows what was asked. */
export const HEADERS_OF_ANY_ANSWER: Readonly<Record<string, string>> = {
  ...FIXED,
  'Content-Security-Policy': NOTHING,
  'Cache-Control': 'no-store',
};

/** Puts on an answer what every answer of ours has, and the id of the request, which is ours and never the caller's. */
export function secureAnswer(request: FastifyRequest, reply: FastifyReply): void {
  const isOwnPage = /^\/docs(?:[/?]|$)/.test(request.url);
  const isCheckPage = /^\/check(?:[/?]|$)/.test(request.url);
  const policy = isCheckPage ? CHECK_PAGE : isOwnPage ? OWN_PAGES : NOTHING;
  void reply.headers(FIXED).header('X-Request-Id', request.id).header('Content-Security-Policy', policy);
  // Only where the request came by TLS: RFC 6797 7.2.
  if (request.protocol === 'https') void reply.header('Strict-Transport-Security', `max-age=${YEAR_SECONDS}`);
  // What is published says itself how long it may be kept.
  const isPublic = isOwnPage || request.url.startsWith('/openapi.json');
  if (!isPublic && !reply.hasHeader('Cache-Control')) void reply.header('Cache-Control', 'no-store');
}
