import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { MetricsServer } from './metrics-server.js';
import type { MetricsSettings } from './metrics-settings.js';

/** A number at the moment of asking; its labels name things of the product, never a person or what stands for one. */
export interface Sample<Name extends string = string> {
  readonly name: Name;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Numbers that are looked up whenever somebody asks. */
export interface MetricsSource<Name extends string = string> {
  readonly source: string;
  /** What each number means, and by what it is told apart. */
  readonly gauges: Readonly<Record<Name, { readonly help: string; readonly labels: readonly string[] }>>;
  read(): Promise<readonly Sample<Name>[]>;
}

/** Whoever asks more often is told the same again: asking costs the database little, however often. */
const FRESH_MILLISECONDS = 1_000;
const READ_MILLISECONDS_MAX = 5_000;
/** Of each kind of failure it is told so often, however often somebody asks. */
const TOLD_EVERY_MILLISECONDS = 60_000;
const SECONDS = [0.01, 0.05, 0.25, 1, 5, 18];

/** The numbers of a process, for whoever watches over it. Nothing is counted where no port is set. */
@Injectable()
export class Metrics implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #log = new Logger('Metrics');
  readonly #registry = new Registry();
  readonly #sources: { read: () => Promise<void> }[] = [];
  readonly #failed: Gauge;
  readonly #failuresToldAt = new Map<string, number>();
  #server: MetricsServer | null = null;
  #told: Promise<{ type: string; body: string }> | null = null;
  #toldAt = -Infinity;

  constructor(private readonly settings: MetricsSettings | null) {
    this.#failed = new Gauge({
      name: 'kiroku_metrics_source_failed',
      help: '1 where numbers could not be looked up this time',
      labelNames: ['source'],
      registers: [this.#registry],
    });
    if (settings) collectDefaultMetrics({ register: this.#registry });
  }

  get port(): number | null {
    return this.#server?.port ?? null;
  }

  /** Counts requests by the address of their route, in which parameters have names and no values. */
  measure(fastify: FastifyInstance): void {
    if (!this.settings) return;
    const labelNames = ['method', 'route', 'status'] as const;
    const registers = [this.#registry];
    const requests = new Counter({ name: 'kiroku_http_requests_total', help: 'Answers', labelNames, registers });
    const seconds = new Histogram({
      name: 'kiroku_http_request_seconds',
      help: 'Seconds from a request to its answer',
      labelNames: ['method', 'route'],
      buckets: SECONDS,
      registers,
    });
    fastify.addHook('onResponse', async (request, reply) => {
      const route = request.routeOptions.url ?? 'none';
      // A method can be anything where no route is.
      const method = route === 'none' ? 'none' : request.method;
      requests.inc({ method, route, status: `${Math.floor(reply.statusCode / 100)}xx` });
      seconds.observe({ method, route }, reply.elapsedTime / 1_000);
    });
  }

  add<Name extends string>(one: MetricsSource<Name>): void {
    if (!this.settings) return;
    const { source, gauges } = one;
    const made = new Map<string, Gauge>();
    for (const [name, { help, labels }] of Object.entries<{ help: string; labels: readonly string[] }>(gauges)) {
      made.set(name, new Gauge({ name, help, labelNames: [...labels], registers: [this.#registry] }));
    }
    const reading = async () => {
      // What is not known now is not told as it was.
      const samples = await inTime(one.read()).catch((error: unknown) => this.#tellFailure(source, error));
      for (const gauge of made.values()) gauge.reset();
      this.#failed.set({ source }, samples ? 0 : 1);
      for (const { name, labels = {}, value } of samples ?? []) made.get(name)!.set(labels, value);
    };
    this.#sources.push({ read: reading });
  }

  /** All numbers, as Prometheus reads them. */
  text(): Promise<{ readonly type: string; readonly body: string }> {
    if (this.#told && performance.now() - this.#toldAt < FRESH_MILLISECONDS) return this.#told;
    this.#toldAt = performance.now();
    this.#told = this.#tell();
    return this.#told;
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings) return;
    this.#server = new MetricsServer(this.settings, () => this.text());
    await this.#server.open();
    this.#log.log({ event: 'metrics', host: this.settings.host, port: this.#server.port });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#server?.close();
  }

  // The text of an error can quote what is kept; its kind says what to look for.
  #tellFailure(source: string, error: unknown): null {
    const { name, code } = error as { name?: string; code?: string };
    const kind = `${source} ${name} ${code}`;
    const now = performance.now();
    if (now - (this.#failuresToldAt.get(kind) ?? -Infinity) < TOLD_EVERY_MILLISECONDS) return null;
    this.#failuresToldAt.set(kind, now);
    this.#log.warn({ event: 'metrics-source-failed', source, error: name, code });
    return null;
  }

  async #tell(): Promise<{ type: string; body: string }> {
    for (const { read } of this.#sources) await read();
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }
}

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Too late.')), READ_MILLISECONDS_MAX);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
