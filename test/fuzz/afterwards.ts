import { setTimeout } from 'node:timers/promises';
import { untilVisible, type Asker } from './ask.js';
import { operationsOf, type OpenApi } from './contract.js';
import type { Fault } from './judge.js';
import { aTransfer, LISTS, WISHES } from './prepare.js';
import { BAIT, ME } from './world.js';

const LOOKS_MAX = 600;
const LOOK_MILLISECONDS = 200;
const ENDS = ['done', 'failed', 'cancelled'];
/** What the ledger opens by itself as time goes by is left out, and what is of no single list is added. */
const LOOKED_AT = [
  ...LISTS.filter((list) => list !== '/v1/findings'),
  '/v1/breaches',
  `/v1/members/${BAIT.member}/disclosure-requests`,
  '/v1/register-mappings',
  '/v1/settings',
  '/v1/association',
  `/v1/members/${BAIT.member}`,
  `/v1/members/${BAIT.member}/standing`,
  `/v1/members/${BAIT.member}/transfers`,
  `/v1/transfers/${BAIT.transfer}`,
];

/** All that an officer sees of an association, by address. */
export async function snapshot(asker: Asker, token: string): Promise<ReadonlyMap<string, string>> {
  await importsEnd(asker, token);
  const seen = new Map<string, string>();
  for (const path of LOOKED_AT) {
    const { body } = await untilVisible(() => asker.get(path, token));
    seen.set(path, body.replace(/"asOf":"\d+",?/, ''));
  }
  return seen;
}

export function changesBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Fault[] {
  return [...before]
    .filter(([path, body]) => after.get(path) !== body)
    .map(([path]) => ({ kind: 'changed' as const, what: `the other association is shown another ${path}` }));
}

/** The service is ready, every list comes to the last position, and every import to its end. */
export async function lookAfterwards(asker: Asker, contract: OpenApi, name: string): Promise<Fault[]> {
  const faults: Fault[] = [];
  const officer = await asker.target.token(WISHES.officer);
  const own = await asker.target.token(WISHES.member);
  await aTransfer(asker, officer, { ref: ME, source: 'afterwards', externalId: name, mark: 'afterwards' }).then(
    async (position) => {
      for (const path of listsOf(contract)) {
        const address = `${path}${path.includes('?') ? '&' : '?'}atLeast=${position}`;
        const { status, body } = await untilVisible(() => asker.get(address, path.includes('/me/') ? own : officer));
        if (status !== 200) faults.push({ kind: 'behind', what: `${path} was answered with ${status}: ${body}` });
      }
    },
    (error: Error) => faults.push({ kind: 'behind', what: error.message }),
  );
  const left = await importsEnd(asker, officer);
  if (left > 0) faults.push({ kind: 'behind', what: `${left} imports do not end` });
  const { status, body } = await untilVisible(() => asker.get('/health/ready', null));
  if (status !== 200) faults.push({ kind: 'not-ready', what: body });
  return faults;
}

/** Lists that wait for a position, with what else they ask for. */
function listsOf(contract: OpenApi): string[] {
  return (
    operationsOf(contract)
      .filter(({ method, parameters }) => method === 'GET' && parameters.some(({ name }) => name === 'atLeast'))
      // What a representative sees is the list of the member, which is asked for.
      .filter(({ path }) => !path.startsWith('/v1/represented/'))
      .map(({ path, parameters }) => {
        const needed = parameters.filter((one) => one.in === 'query' && one.required);
        const query = needed.map(({ name }) => `${name}=${name === 'to' ? '2026-06-30' : '2026-06-01'}`).join('&');
        return path.replace('{ref}', ME) + (query && `?${query}`);
      })
  );
}

/** How many imports have not ended within the limit. */
async function importsEnd(asker: Asker, token: string): Promise<number> {
  for (let look = 1; ; look += 1) {
    let left = 0;
    for (let path: string | null = '/v1/transfers/imports?limit=200'; path;) {
      const answer = await untilVisible(() => asker.get(path!, token));
      const { imports, next } = JSON.parse(answer.body) as { imports: { status: string }[]; next: string | null };
      left += imports.filter(({ status }) => !ENDS.includes(status)).length;
      path = next && `/v1/transfers/imports?limit=200&cursor=${encodeURIComponent(next)}`;
    }
    if (left === 0 || look === LOOKS_MAX) return left;
    await setTimeout(LOOK_MILLISECONDS);
  }
}
