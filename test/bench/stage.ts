import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { feed } from '../harness/feeds.js';
import { HttpConnection, postHead } from './load/http-connection.js';
import type { LoadPlan } from './load/run-load.js';
import type { Ground } from './ground.js';
import { startIssuer, type Issuer } from './issuer.js';
import { startService, type ProfileDirectory, type Running } from './processes.js';

/** The feed that is posted: a provision by consent, for which each line is judged and recorded in both views. */
const FEED = feed('B04');
const CONSENTED_AT = '2025-10-06T01:20:00.000Z';
const PREPARING_CONNECTIONS = 16;

/** A running product with registered members, all of whom consented to the feed. */
export interface Stage {
  readonly association: string;
  readonly databaseUrl: string;
  readonly keyDirectory: string;
  /** What another service needs to work on the same ledger. */
  readonly env: Readonly<Record<string, string>>;
  readonly service: Running;
  readonly issuer: Issuer;
  readonly members: readonly string[];
  /** A token of an integrator. */
  readonly token: string;
  /** What a post says besides its name and its member. */
  readonly template: Readonly<Record<string, unknown>>;
  load(count: number, connections: number): LoadPlan;
  close(): Promise<void>;
}

export async function startStage(ground: Ground, members: number, profile: ProfileDirectory): Promise<Stage> {
  const databaseUrl = await ground.database();
  const keyDirectory = join(ground.directory, `keys-${randomUUID()}`);
  const issuer = await startIssuer(ground.directory);
  const limits = { KIROKU_LIMITS: 'reads=off,member-reads=off,log=off' };
  const env = { DATABASE_URL: databaseUrl, KIROKU_KEY_DIRECTORY: keyDirectory, ...limits, ...issuer.env };
  const service = await startService({ ...env, KIROKU_SAMPLES: '1' }, profile);
  const close = async () => {
    await service.stop();
    issuer.close();
  };
  try {
    const { association, post } = FEED;
    const { externalId: _name, members: _sample, ...template } = post;
    const refs = await registerMembers(service.url, await issuer.token('officer', association), members);
    const token = await issuer.token('integrator', association);
    const load = (count: number, connections: number): LoadPlan => ({
      url: service.url,
      path: '/v1/transfers',
      token,
      connections,
      count,
      template,
      externalIdPrefix: randomUUID(),
      members: refs,
    });
    const ledger = { association, databaseUrl, keyDirectory, env, service, issuer };
    return { ...ledger, members: refs, token, template, load, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function registerMembers(url: string, token: string, count: number): Promise<string[]> {
  const refs: string[] = [];
  let next = 0;
  const post = async (connection: HttpConnection, path: string, body: object) => {
    const { status, body: answer } = await connection.request(postHead(url, path, token), JSON.stringify(body));
    if (status !== 201) throw new Error(`Preparing members: ${path} was answered ${status}: ${answer}`);
  };
  const work = async () => {
    const connection = await HttpConnection.open(url);
    try {
      while (next < count) {
        const number = String(next++);
        const ref = randomUUID();
        await post(connection, '/v1/members', { ref, symbol: 'bench', number, name: `見本 ${number}` });
        await post(connection, `/v1/members/${ref}/standing`, consent());
        refs.push(ref);
      }
    } finally {
      connection.close();
    }
  };
  await Promise.all(Array.from({ length: PREPARING_CONNECTIONS }, work));
  return refs;
}

function consent(): object {
  const { arrangement, party, items, purpose } = FEED.post as unknown as FeedFacts;
  return {
    id: randomUUID(),
    kind: 'CONSENT',
    matter: arrangement.id,
    scope: {
      classes: ['EMPLOYER'],
      parties: [party.id],
      items: items.map(({ code }) => code),
      purposes: [purpose],
    },
    receivedAt: CONSENTED_AT,
    effectiveFrom: CONSENTED_AT,
    form: 'WEB',
  };
}

interface FeedFacts {
  readonly arrangement: { readonly id: string };
  readonly party: { readonly id: string };
  readonly items: readonly { readonly code: string }[];
  readonly purpose: string;
}
