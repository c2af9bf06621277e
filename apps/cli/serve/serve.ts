import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  ClientFileError,
  DevelopmentIssuer,
  keyProviderSettings,
  makeClients,
  readClients,
  remoteKeys,
  type AccessOptions,
} from '#access';
import { eventStoreSettings, EventStoreError } from '#event-store';
import { freshnessSettings, RestoreGuard, timestampSettings } from '#evidence';
import {
  actingAs,
  createHttpApp,
  DatabaseVersionError,
  JsonLogger,
  limitGarbage,
  limitTerms,
  metricsSettings,
  portOf,
  publicUrl,
  RightsError,
  serviceSettings,
  SettingsError,
  trustedProxies,
  type Environment,
  type Service,
} from '#platform';
import { webhookSettings } from '#webhooks';
import {
  EmbeddedDatabaseError,
  startEmbeddedDatabase,
  type EmbeddedDatabase,
} from '../../../libs/platform/embedded-database/index.js';
import { migrateDatabase } from '../commands/migrate-database.js';
import { CommandError } from '../exit-codes.js';
import {
  bundleDirectory,
  checkpointDirectory,
  clientDirectory,
  dataDirectory,
  issuerKeyPath,
  keyDirectory,
} from '../surroundings.js';
import { banner } from './banner.js';
import { portMessage, requireFreePort } from './listen.js';
import { loadSamples } from './load-samples.js';
import { readSamples, type Sample } from './samples.js';
import { ServeModule } from './serve.module.js';
import { StopSignal } from './stop-signal.js';

const say = (line: string) => process.stderr.write(`kiroku: ${line}\n`);

/** Where the data is and whose tokens are taken. */
interface Ground {
  /** As the owner, who migrates; as a service everything else is asked. */
  readonly url: string;
  readonly urlOf: (service: Service) => string;
  readonly access: AccessOptions;
  readonly checkpointDirectory: string | null;
  readonly embedded: EmbeddedDatabase | null;
  readonly loadsSamples: boolean;
}

/** Runs until a signal; whatever was started is stopped again, also when a later step fails. */
export async function serve(env: Environment): Promise<void> {
  const stop = new StopSignal();
  const port = inWords(() => portOf(env));
  const host = env['HOST'] ?? '127.0.0.1';
  const logger = inWords(() => new JsonLogger(logLevelOf(env)));
  // Said before anything is started.
  await inWordsAsync(() => eventStoreSettings(env));
  inWords(() => keyProviderSettings(env));
  inWords(() => limitTerms(env));
  inWords(() => timestampSettings(env));
  inWords(() => freshnessSettings(env));
  inWords(() => webhookSettings(env));
  inWords(() => metricsSettings(env));
  inWords(() => trustedProxies(env));
  inWords(() => publicUrl(env));
  await requireFreePort(port, host);
  const ground = await inWordsAsync(() => prepare(env));
  let app: NestFastifyApplication | null = null;
  try {
    await inWordsAsync(() => migrateDatabase(ground.url));
    const urls = { databaseUrl: ground.urlOf('ledger'), projectorUrl: ground.urlOf('projector') };
    app = await createHttpApp(
      ServeModule.forRoot({ ...urls, ...ground.access, checkpointDirectory: ground.checkpointDirectory }),
      logger,
    );
    await inWordsAsync(() => app!.init());
    limitGarbage();
    const closed = sayClosed(app);
    if (ground.loadsSamples && !closed && !stop.wasAsked) await sayLoading(app);
    if (!stop.wasAsked) await announce(app, ground, { port, host });
    await stop.asked;
    say('stopping …');
  } finally {
    await app?.close();
    await ground.embedded?.stop();
  }
  say('stopped.');
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

function logLevelOf(env: Environment): string {
  const level = env['KIROKU_LOG_LEVEL'] ?? 'warn';
  if (!LOG_LEVELS.includes(level)) throw new SettingsError(`KIROKU_LOG_LEVEL is none of ${LOG_LEVELS.join(', ')}.`);
  return level;
}

async function prepare(env: Environment): Promise<Ground> {
  return env['DATABASE_URL'] ? external(env) : embedded(env);
}

async function embedded(env: Environment): Promise<Ground> {
  const database = await startEmbeddedDatabase({ dataDir: dataDirectory(say), log: say });
  const developmentIssuer = (await DevelopmentIssuer.open(issuerKeyPath(database.dataDir), true))!;
  process.env['KIROKU_BUNDLE_DIRECTORY'] = bundleDirectory(database.dataDir);
  const loadsSamples = env['KIROKU_SAMPLES'] !== '0';
  await offerSamples(developmentIssuer, clientDirectory(database.dataDir), loadsSamples ? await readSamples() : []);
  const tokens = developmentIssuer.tokenOptions();
  const access = { tokens, developmentIssuer, keyDirectory: keyDirectory(database.dataDir) };
  return {
    url: database.url,
    urlOf: database.urlOf,
    access,
    checkpointDirectory: checkpointDirectory(database.dataDir),
    embedded: database,
    loadsSamples,
  };
}

/** The people of the samples, and a client for each association: whoever runs the product can be any of them. */
async function offerSamples(issuer: DevelopmentIssuer, clients: string, samples: readonly Sample[]): Promise<void> {
  const associations = samples.map(({ association: { id, name }, members }) => ({ id, name, members }));
  await makeClients(
    clients,
    associations.map(({ id }) => id),
  );
  issuer.offer({ associations, clients: await readClients(clients) });
}

// Beside somebody's own database there is no development issuer: its key would open real data.
async function external(env: Environment): Promise<Ground> {
  const {
    databaseUrl,
    keyDirectory: keys,
    checkpointDirectory: checkpoints,
    issuer,
    audience,
    jwksUrl,
    requiredAcr,
    tokenSecondsMax,
  } = serviceSettings(env);
  const access = {
    tokens: { issuer, audience, keys: remoteKeys(jwksUrl), requiredAcr, secondsMax: tokenSecondsMax },
    developmentIssuer: null,
    keyDirectory: keys,
  };
  const urlOf = (service: Service) => actingAs(databaseUrl, service);
  const loadsSamples = env['KIROKU_SAMPLES'] === '1';
  return { url: databaseUrl, urlOf, access, checkpointDirectory: checkpoints, embedded: null, loadsSamples };
}

/** Whether a log is closed: nothing is recorded in it before its data is there. */
function sayClosed(app: NestFastifyApplication): boolean {
  const { closed } = app.get(RestoreGuard);
  for (const [association, why] of closed)
    say(`${association}: nothing is recorded (${why}). ${RestoreGuard.todo(why)}`);
  return closed.size > 0;
}

async function sayLoading(app: NestFastifyApplication): Promise<void> {
  const loaded = await loadSamples(app);
  if (loaded > 0) say(`${loaded} sample associations were loaded; every name in them is invented.`);
}

async function announce(
  app: NestFastifyApplication,
  ground: Ground,
  { port, host }: { port: number; host: string },
): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    throw new CommandError(portMessage(port, error as NodeJS.ErrnoException));
  }
  const [sample] = ground.loadsSamples
    ? (await readSamples()).filter(({ association }) => association.id === FIRST_SAMPLE)
    : [];
  const hasDevelopmentIssuer = ground.access.developmentIssuer !== null;
  const url = `http://${host}:${(app.getHttpServer().address() as { port: number }).port}`;
  // Documents that are made from now on name it; whoever listens to other machines has to say by which name they ask.
  if (ground.embedded && ON_THIS_MACHINE.includes(host)) process.env['KIROKU_PUBLIC_URL'] ||= url;
  const facts = { url, dataDir: ground.embedded?.dataDir ?? null, hasDevelopmentIssuer, sample };
  process.stdout.write(banner({ ...facts, configuredDataDir: process.env['KIROKU_DATA_DIR'] }));
}

const ON_THIS_MACHINE = ['127.0.0.1', 'localhost'];

/** The sample association that the first lines on the terminal use. */
const FIRST_SAMPLE = 'mihon-seizo';

function inWords<Result>(step: () => Result): Result {
  try {
    return step();
  } catch (error) {
    throw toCommandError(error);
  }
}

async function inWordsAsync<Result>(step: () => Promise<Result>): Promise<Result> {
  return step().catch((error: unknown) => {
    throw toCommandError(error);
  });
}

// These say for themselves what happened, where, and what to do.
function toCommandError(error: unknown): unknown {
  const speaks =
    error instanceof EmbeddedDatabaseError ||
    error instanceof ClientFileError ||
    error instanceof DatabaseVersionError ||
    error instanceof RightsError ||
    error instanceof SettingsError;
  if (speaks) return new CommandError(error.message);
  if (error instanceof EventStoreError && error.code === 'unavailable') return new CommandError(error.message);
  const { code } = error as { code?: string };
  const unreachable = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', '28P01', '3D000'].includes(code ?? '');
  return unreachable
    ? new CommandError(`The database cannot be reached (${code}). Check DATABASE_URL and that the server runs.`)
    : error;
}
