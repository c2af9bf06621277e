import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LoggerService, Type, DynamicModule } from '@nestjs/common';
import { OpenApiHolder } from '../docs/docs.controller.js';
import { openApiDocument } from '../docs/openapi.js';
import { Metrics } from '../metrics/metrics.js';
import { ProblemFilter, sendProblem } from '../problems/problem.filter.js';
import { trustedProxies } from '../config/settings.js';
import { AnswerInTime } from './answer-in-time.js';
import { readJsonBodies } from './json-body.js';
import { READ_BY_US, refuseWithProblems } from './refuse-with-problems.js';
import { secureAnswer } from './security-headers.js';
import { streamBodies, STREAMED_MILLISECONDS_MAX } from './streamed-body.js';
import { takeRestBeforeClosing } from './take-rest.js';
import { answerUnreadable } from './unreadable-request.js';
import { validationPipe } from './validation.js';

/** 1,000 members with their own items fit well inside; what is larger belongs to an import. */
const BODY_BYTES_MAX = 2 * 1024 * 1024;
const HEADERS_MILLISECONDS_MAX = 30_000;
/** A connection on which nothing moves for so long is given up; longer than one that is kept alive may be idle. */
const SILENT_MILLISECONDS_MAX = 120_000;

/** An HTTP application with the house's edges: problems, validation, request ids, security headers, the contract. */
export async function createHttpApp(
  module: Type | DynamicModule,
  logger: LoggerService,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: STREAMED_MILLISECONDS_MAX,
    connectionTimeout: SILENT_MILLISECONDS_MAX,
    http: { headersTimeout: HEADERS_MILLISECONDS_MAX, ...READ_BY_US },
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    trustProxy: [...trustedProxies(process.env)],
    clientErrorHandler: answerUnreadable,
    // Addresses that the router cannot read never come to Nest, nor to the hook below.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      secureAnswer(request, reply);
      sendProblem(error, request, reply);
    },
  });
  readJsonBodies(adapter.getInstance());
  streamBodies(adapter.getInstance());
  refuseWithProblems(adapter.getInstance());
  takeRestBeforeClosing(adapter.getInstance());
  // Nest would read forms as well, and Fastify plain text: what is not JSON is to be refused by its type.
  adapter.getInstance().removeContentTypeParser('text/plain');
  const options = { logger, abortOnError: false, bodyParser: false, forceCloseConnections: false };
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, options);
  app.useGlobalPipes(validationPipe());
  app.useGlobalInterceptors(new AnswerInTime());
  app.useGlobalFilters(new ProblemFilter());
  adapter.getInstance().addHook('onSend', async (request, reply) => secureAnswer(request, reply));
  app.get(Metrics).measure(adapter.getInstance());
  app.get(OpenApiHolder).document = openApiDocument(app);
  return app;
}
