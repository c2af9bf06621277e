import { randomUUID } from 'node:crypto';
import { ROLES, SCOPES, type Role } from '#access';
import { EVENT_STORE, type EventStore } from '#event-store';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { fileOf, importFile, outcomesOf } from '../harness/importing.js';
import { aPost, B04, type Answer } from '../harness/recording.js';
import { refusedTokens } from '../harness/refused-tokens.js';
import { forgotten, plantedContract, routesOf, somewhere, type Contract, type Route } from '../harness/routes.js';
import { sampleFile } from '../harness/sample-association.js';

// One address asks for everything here, with hundreds of bad tokens.
process.env['KIROKU_LIMITS'] = 'off';

/** The development issuer, outside of the contract: it is there in the embedded mode alone. */
const ISSUER = ['GET /issuer/*', 'POST /issuer/*'];
const DOCS = [
  '',
  '/problems',
  '/schemas/document.json',
  '/start.js',
  '/swagger-ui-bundle.js',
  '/swagger-ui.css',
  '/verifier',
];
const PAGES = [...DOCS.map((page) => `/docs${page}`), '/check', '/check/check.js', '/check/check.css'];
const OWN = B04.association;
const OTHER = 'mihon-unyu';
const own = sampleFile(OWN);
const other = sampleFile(OTHER);
const [MEMBER, NEIGHBOUR] = [own.members[0]!.ref, own.members.find(({ ref }) => ref !== own.members[0]!.ref)!.ref];

let kiroku: KirokuInProcess;
let contract: Contract;
let routes: readonly Route[];
let recorded: Answer;
beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  contract = (await kiroku.get<Contract>('/openapi.json')).body;
  routes = routesOf(contract);
  const post = aPost('who-may-what', { members: [{ ref: MEMBER }] });
  recorded = (await kiroku.post<Answer>('/v1/transfers', await kiroku.token('integrator', OWN), post)).body;
}, 120_000);
afterAll(() => kiroku.stop());

interface Told {
  readonly status: number;
  readonly code?: string;
  readonly text: string;
}

async function ask(route: Route, url: string, token: string | null, payload: object = {}): Promise<Told> {
  const { statusCode: status, body: text } = await kiroku.app.inject({
    method: route.method,
    url,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(route.takesFile ? { 'content-type': 'text/csv' } : {}),
    },
    ...(route.method === 'GET' ? {} : { payload: route.takesFile ? '' : payload }),
  });
  const code = text.startsWith('{"type"') ? (JSON.parse(text) as { code: string }).code : undefined;
  return { status, text, ...(code ? { code } : {}) };
}

const tokenOf = (role: Role, association = OWN, member = MEMBER) =>
  kiroku.token(role, role === 'operator' ? null : association, role === 'member' ? member : null);

describe('the table of routes and roles', () => {
  it('has every route that the server answers', () => {
    const table = new Set(routes.map(({ name }) => name));
    const answered = kiroku.routes.filter(
      (route) => !/^(HEAD|OPTIONS) /.test(route) && !table.has(route) && !table.has(route.replace('*', '{path}')),
    );
    expect(answered.sort()).toEqual([...[...PAGES, '/openapi.json'].map((page) => `GET ${page}`), ...ISSUER].sort());
    expect(table.size).toBeGreaterThan(70);
  });

  it('says of every route who may call it', () => {
    expect(forgotten(routes)).toEqual([]);
    for (const { roles } of routes) for (const role of roles) expect(ROLES).toContain(role);
    const ofAnyScope = routes.filter(({ isOfAnyScope }) => isOfAnyScope).map(({ name }) => name);
    expect(ofAnyScope).toEqual(['POST /v1/me/tokens/ending']);
  });

  it('misses a route that names nobody', async () => {
    const planted = await plantedContract();
    expect(forgotten(routesOf(planted))).toEqual(['GET /v1/planted/forgotten']);
  });

  it('opens nothing but health and what is published', () => {
    expect(
      routes
        .filter(({ isOpen }) => isOpen)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      'GET /health/live',
      'GET /health/ready',
      'GET /v1/log/{association}/checkpoint',
      'GET /v1/log/{association}/checkpoint/{size}/timestamp',
      'GET /v1/log/{association}/consistency',
      'GET /v1/log/{association}/cosigned-checkpoint',
      'GET /v1/log/{association}/inclusion',
      'GET /v1/log/{association}/keys',
      'GET /v1/log/{association}/stamped-checkpoint',
      'GET /v1/log/{association}/tile/{level}/{path}',
      'GET /v1/publications/{association}',
      'POST /v1/document-checks',
      'POST /v1/log/{association}/cosignatures',
    ]);
  });
});

describe('every route', () => {
  it.each(ROLES)('answers an %s where the table says so, and nowhere else', async (role) => {
    const token = await tokenOf(role);
    const wrong: string[] = [];
    for (const route of routes.filter(({ isOpen }) => !isOpen)) {
      const { status, code } = await ask(route, somewhere(route.path), token);
      // Nothing signs here, so nothing is proven to whoever is let in.
      const isFault = status >= 500 && code !== 'no-checkpoint-yet';
      const isLetIn = status !== 401 && code !== 'not-permitted' && !isFault;
      const isTurnedAway = status === 403 && code === 'not-permitted';
      if (route.roles.includes(role) ? !isLetIn : !isTurnedAway) wrong.push(`${route.name}: ${status} ${code}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(ROLES)('answers an %s by the scope that the table names, and by no other', async (role) => {
    const wish = { role, association: role === 'operator' ? null : OWN, member: role === 'member' ? MEMBER : null };
    const wrong: string[] = [];
    for (const scope of SCOPES) {
      const [only, others] = await Promise.all(
        [[scope], SCOPES.filter((one) => one !== scope)].map((scopes) => kiroku.tokenFor({ ...wish, scopes })),
      );
      for (const route of routes.filter((one) => one.scope === scope && one.roles.includes(role))) {
        const [within, without] = await Promise.all(
          [only!, others!].map((token) => ask(route, somewhere(route.path), token)),
        );
        if (without!.status !== 403 || without!.code !== 'scope-missing') wrong.push(`${route.name}: ${without!.code}`);
        if (within!.code === 'scope-missing' || within!.status === 401) wrong.push(`${route.name}: ${within!.code}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('answers no integrator that names no scope, or no arrangement', async () => {
    const integrator = { role: 'integrator', association: OWN } as const;
    const [noScope, noArrangement] = await Promise.all([
      kiroku.tokenFor({ ...integrator, scopes: [] }),
      kiroku.tokenFor({ ...integrator, arrangements: [] }),
    ]);
    const told = new Set<string>();
    for (const route of routes.filter((one) => one.scope && one.roles.includes('integrator'))) {
      const url = somewhere(route.path);
      told.add(`${(await ask(route, url, noScope)).code} ${(await ask(route, url, noArrangement)).code}`);
    }
    expect([...told]).toEqual(['scope-missing arrangements-missing']);
  });

  it('asks for a token', async () => {
    const told: string[] = [];
    for (const route of routes.filter(({ isOpen }) => !isOpen)) {
      const { status, code } = await ask(route, somewhere(route.path), null);
      told.push(`${status} ${code}`);
    }
    expect([...new Set(told)]).toEqual(['401 token-missing']);
    const token = await tokenOf('officer');
    expect((await kiroku.get(`/v1/provision-records?access_token=${token}`)).status).toBe(401);
  });

  it('answers everybody where it is open', async () => {
    for (const { name, path } of routes.filter(({ isOpen }) => isOpen)) {
      if (name.startsWith('POST ')) continue;
      const { status, body } = await kiroku.get<{ code?: string }>(path.replace('{association}', OWN));
      // Nothing signs here; what logs publish is shown where they are signed.
      if (path.startsWith('/v1/log/'))
        expect(body.code).toMatch(
          /no-checkpoint-yet|no-such-tile|no-such-timestamp|not-stamped|not-cosigned|invalid-request/,
        );
      else expect([name, status]).toEqual([name, 200]);
    }
    for (const page of PAGES) expect([page, (await kiroku.get(page)).status]).toEqual([page, 200]);
  });

  it('refuses every token with a fault, whoever it says it is', async () => {
    const wrong: string[] = [];
    for (const role of ['officer', 'operator', 'member'] as const) {
      const account = { role, ...(role === 'operator' ? {} : { association: OWN }), member: MEMBER };
      const tokens = await refusedTokens(kiroku.issuerKeyFile, account);
      // A role that is permitted nothing here tells nothing: each route meets tokens of those who would be let in.
      for (const route of routes.filter(({ roles }) => roles.includes(role))) {
        for (const [fault, token] of Object.entries(tokens)) {
          const { status, code } = await ask(route, somewhere(route.path), token);
          if (status !== 401 || code !== 'token-refused') wrong.push(`${route.name}, ${fault}: ${status} ${code}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);
});

/** Addresses and bodies that do something where they are the own association's. */
function touching(): Record<string, object> {
  const at = '2026-06-20T00:00:00Z';
  const scope = { classes: [], parties: [], items: [], purposes: [] };
  const member = `/v1/members/${MEMBER}`;
  const transfer = `/v1/transfers/${recorded.id}`;
  return {
    [`POST ${transfer}/void`]: { version: 1, reason: 'x' },
    [`POST ${transfer}/lines/1/move`]: { from: MEMBER, to: NEIGHBOUR, reason: 'x' },
    [`POST ${member}/death`]: { deceasedOn: '2026-06-01' },
    [`POST ${member}/eligibility`]: { change: 'LOST', on: '2026-06-01' },
    [`POST ${member}/merge`]: { into: NEIGHBOUR, reason: 'x' },
    [`POST ${member}/standing`]: {
      id: randomUUID(),
      kind: 'OBJECTION',
      scope,
      receivedAt: at,
      effectiveFrom: at,
      form: 'PAPER',
    },
    'POST /v1/transfers': aPost('who-may-what-2', { members: [{ ref: MEMBER }] }),
    'POST /v1/assessments': aPost('', { externalId: undefined, members: [{ ref: MEMBER }] }),
  };
}

describe("an auditor's mandate", () => {
  const mandate = { id: randomUUID(), from: '2024-04-01', until: '2099-03-31', purpose: '臨時監査' };
  const officer = (subject: string) => kiroku.tokenOf(subject, 'officer', OWN);
  const asAuditor = async (route: Route) =>
    ask(route, somewhere(route.path), await kiroku.tokenOf('new-auditor', 'auditor', OWN));
  const forAuditors = () => routes.filter(({ roles }) => roles.includes('auditor'));

  it('is asked for on every route that an auditor may call', async () => {
    const told = new Set<string>();
    for (const route of forAuditors()) told.add((await asAuditor(route)).code ?? route.name);
    expect([...told]).toEqual(['mandate-missing']);
  });

  it('is given by two officers, and ends at once', async () => {
    const path = `/v1/mandates/${mandate.id}`;
    const wish = { ...mandate, subject: 'new-auditor' };
    const list = plain('GET', '/v1/provision-records');
    expect((await kiroku.post('/v1/mandates', await officer('first'), wish)).status).toBe(201);
    const alone = await kiroku.post(`${path}/approval`, await officer('first'), {});
    expect([alone.status, alone.body['code']]).toEqual([403, 'mandate-same-person']);
    expect((await asAuditor(list)).code).toBe('mandate-missing');
    expect((await kiroku.post(`${path}/approval`, await officer('second'), {})).status).toBe(200);
    expect((await asAuditor(list)).status).toBe(200);
    expect((await kiroku.post(`${path}/revocation`, await officer('first'), { reason: '交代' })).status).toBe(200);
    expect((await asAuditor(list)).code).toBe('mandate-missing');
    const { body } = await kiroku.get<{ mandates: { id: string; status: string; purpose: string }[] }>(
      '/v1/mandates',
      await officer('first'),
    );
    expect(body.mandates.find(({ id }) => id === mandate.id)).toMatchObject({ status: 'revoked', purpose: '臨時監査' });
  });

  it('is refused with what is no mandate', async () => {
    const token = await officer('first');
    const bodies = [{}, { subject: '' }, { until: '2024-03-31' }, { from: '2026-02-30' }, { id: 'x' }, { more: 1 }];
    for (const over of bodies) {
      const wish = { ...mandate, id: randomUUID(), ...(Object.keys(over).length > 0 && { subject: 'x' }), ...over };
      expect([over, (await kiroku.post('/v1/mandates', token, wish)).status]).toEqual([over, 400]);
    }
  });
});

describe('an operator', () => {
  it('is shown no member by any route', async () => {
    const token = await tokenOf('operator');
    const known = own.members.flatMap(({ ref, name }) => [ref, name]);
    const shown: string[] = [];
    for (const route of routes) {
      const { text } = await ask(route, somewhere(route.path), token);
      if (known.some((one) => text.includes(one))) shown.push(route.name);
    }
    expect(shown).toEqual([]);
  });
});

describe('another association', () => {
  /** What tells of the own association and stands in no other. */
  const secrets = () => [recorded.id, ...own.members.map(({ ref }) => ref)];
  const ownPlace = (path: string) =>
    path
      .replace('{ref}', MEMBER)
      .replace('/transfers/{id}', `/transfers/${recorded.id}`)
      .replace('{line}', '1')
      .replace('{association}', OTHER)
      .replace(/\{[^}]+\}/g, '6e0f9b1c-7a52-4b7e-9a3c-2f8c7f0d9b11');

  it('reads nothing of the own one, in any role, on any route', async () => {
    const shown: string[] = [];
    for (const role of ROLES) {
      const token = await tokenOf(role, OTHER, other.members[0]!.ref);
      for (const route of routes.filter(({ method }) => method === 'GET')) {
        const { status, code, text } = await ask(route, ownPlace(route.path), token);
        // The instance of a problem is the id of the request; nothing repeats what was asked for.
        const isFault = status >= 500 && code !== 'no-checkpoint-yet';
        if (isFault || secrets().some((secret) => text.includes(secret))) shown.push(`${role} ${route.name}`);
      }
    }
    expect(shown).toEqual([]);
    const officer = await tokenOf('officer');
    const seen = await kiroku.get<object>(`/v1/transfers/${recorded.id}`, officer);
    expect(JSON.stringify(seen.body)).toContain(recorded.id);
  });

  it('changes nothing of the own one, and is told that there is no such thing', async () => {
    const before = await told();
    for (const role of ['officer', 'integrator'] as const) {
      const token = await tokenOf(role, OTHER);
      for (const [name, body] of Object.entries(touching())) {
        const [method, url] = name.split(' ') as [Route['method'], string];
        const { status, text } = await ask(plain(method, url), url, token, body);
        expect([role, name, [403, 404, 422].includes(status)]).toEqual([role, name, true]);
        expect(secrets().filter((secret) => text.includes(secret))).toEqual([]);
      }
    }
    expect(await told()).toEqual(before);
  });
});

describe('an integrator that is held to other arrangements', () => {
  const held = (subject: string, ...arrangements: string[]) =>
    kiroku.tokenFor({ role: 'integrator', association: OWN, subject, arrangements });
  const reconciled = async (token: string) => {
    const query = `from=2026-01-01&to=2026-12-31&atLeast=${recorded.position}`;
    const { body } = await kiroku.get<{ days: { arrangement: string }[] }>(`/v1/reconciliation?${query}`, token);
    return new Set(body.days.map(({ arrangement }) => arrangement));
  };

  it('touches nothing of this one, and is told that there is no such thing', async () => {
    const token = await held('vendor', 'B01');
    const before = await told();
    const path = `/v1/transfers/${recorded.id}`;
    const found = await kiroku.get('/v1/transfers?source=kenpo-core&externalId=who-may-what', token);
    expect(found.body).toEqual({ transfers: [] });
    expect(await kiroku.get(path, token)).toMatchObject({ status: 404, body: { code: 'transfer-unknown' } });
    for (const [end, body] of Object.entries({
      corrections: { version: 1, reason: 'x', means: 'PAPER' },
      void: { version: 1, reason: 'x' },
      completion: { version: 1, outcome: 'not-sent' },
    })) {
      const answer = await kiroku.post(`${path}/${end}`, token, body);
      expect([end, answer.status, answer.body['code']]).toEqual([end, 404, 'transfer-unknown']);
    }
    expect(await reconciled(token)).not.toContain(B04.arrangement);
    expect(await told()).toEqual(before);
  });

  it('posts nothing of this one, by whichever way', async () => {
    const token = await held('vendor', 'B01');
    const refused = async (path: string, body: object) => {
      const answer = await kiroku.post<Told>(path, token, body);
      expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'arrangement-not-permitted']);
    };
    for (const changes of [{}, { arrangement: null }]) {
      await refused('/v1/transfers', aPost('who-may-what-3', changes));
      await refused('/v1/assessments', aPost('', { externalId: undefined, ...changes }));
    }
    await refused('/v1/household-notices', { arrangement: { id: 'B04' }, members: [{ ref: MEMBER }] });
    const officer = await tokenOf('officer');
    const { body } = await kiroku.get(`/v1/transfers?source=kenpo-core&externalId=who-may-what-3`, officer);
    expect(body).toEqual({ transfers: [] });
  });

  it('gets its own lines of a file in, and no others; the file is its own alone', async () => {
    const [token, other] = await Promise.all([held('vendor', 'B04'), held('neighbour', 'B04')]);
    const { members: _members, ...header } = aPost('') as { members: object };
    const lines = [
      ['f1', header],
      ['f2', { ...header, arrangement: { id: 'B01' } }],
    ].flatMap(([key, body]) => [
      { t: 'transfer', key, ...(body as object), externalId: `who-${key as string}` },
      { t: 'line', key, ref: MEMBER },
      { t: 'end', key, count: 1 },
    ]);
    const { job } = await importFile(kiroku, token, fileOf(lines));
    const codes = (await outcomesOf(kiroku, token, job)).map(({ code }) => code);
    expect(codes).toEqual([null, null, null, 'arrangement-not-permitted', expect.any(String), expect.any(String)]);
    const seen = async (who: string) => {
      const { body } = await kiroku.get<{ imports: { id: string }[] }>('/v1/transfers/imports', who);
      return [(await kiroku.get(`/v1/transfers/imports/${job.id}`, who)).status, body.imports.length];
    };
    expect([await seen(token), await seen(other), await seen(await tokenOf('officer'))]).toEqual([
      [200, 1],
      [404, 0],
      [200, 1],
    ]);
  });

  it('has a neighbour that is held to this one, and touches it', async () => {
    const own = await held('neighbour', 'B04');
    expect((await kiroku.get(`/v1/transfers/${recorded.id}`, own)).status).toBe(200);
    expect(await reconciled(own)).toEqual(new Set([B04.arrangement]));
    const posted = await kiroku.post('/v1/transfers', own, aPost('who-may-what-4', { members: [{ ref: MEMBER }] }));
    expect(posted.status).toBe(201);
  });
});

describe('another member', () => {
  const transfersOf = async (member: string) =>
    (
      await kiroku.get<{ transfers: { transfer: string }[] }>(
        `/v1/me/transfers?limit=200&atLeast=${recorded.position}`,
        await tokenOf('member', OWN, member),
      )
    ).body.transfers.map(({ transfer }) => transfer);

  it('sees lines of its own alone', async () => {
    expect(await transfersOf(MEMBER)).toContain(recorded.id);
    expect(await transfersOf(NEIGHBOUR)).not.toContain(recorded.id);
  });

  it('is not asked for by naming it', async () => {
    const token = await tokenOf('member', OWN, NEIGHBOUR);
    for (const url of [`/v1/me/transfers?ref=${MEMBER}`, `/v1/me/transfers?member=${MEMBER}`]) {
      const { status, body } = await kiroku.get<object>(url, token);
      expect([status, JSON.stringify(body).includes(recorded.id)]).toEqual([400, false]);
    }
    expect((await kiroku.get(`/v1/members/${MEMBER}/transfers`, token)).status).toBe(403);
  });

  it('withdraws nothing that is not its own', async () => {
    const [consent] = await standingOf(MEMBER);
    const url = `/v1/me/standing/${consent!.id}/withdrawal`;
    const token = await tokenOf('member', OWN, NEIGHBOUR);
    const answer = await kiroku.post(url, token, {});
    expect([answer.status, answer.body['code']]).toEqual([404, 'standing-unknown']);
    expect(await standingOf(MEMBER)).toContainEqual(consent);
    expect(JSON.stringify(await standingOf(NEIGHBOUR))).not.toContain(consent!.id);
  });

  it('has a name in the other association that nobody knows there', async () => {
    const token = await tokenOf('member', OTHER, MEMBER);
    const { body } = await kiroku.get<object>('/v1/me/transfers', token);
    expect(JSON.stringify(body)).not.toContain(recorded.id);
  });
});

describe('the own association', () => {
  it('changes by the same requests what another could not', async () => {
    const before = await told();
    expect(before.length).toBeGreaterThan(0);
    const token = await tokenOf('officer');
    for (const end of ['/standing', '/void']) {
      const [name, body] = Object.entries(touching()).find(([one]) => one.endsWith(end))!;
      const url = name.split(' ')[1]!;
      expect([end, (await ask(plain('POST', url), url, token, body)).status < 300]).toEqual([end, true]);
    }
    expect(await told()).not.toEqual(before);
  });
});

async function standingOf(member: string): Promise<{ id: string }[]> {
  const { body } = await kiroku.get<{ standing: { id: string }[] }>(
    '/v1/me/standing',
    await tokenOf('member', OWN, member),
  );
  return body.standing;
}

/** What the log says of the transfer and of the member. */
async function told(): Promise<string[]> {
  const store = kiroku.app.get<EventStore>(EVENT_STORE);
  const streams = [`transfer-${recorded.id}`, `member-${MEMBER}`, `standing-${MEMBER}`];
  const events = await Promise.all(streams.map((stream) => store.readStream(OWN, stream, { limit: 200 })));
  return events.flat().map(({ position, envelope }) => `${position} ${envelope.type}`);
}

function plain(method: Route['method'], path: string): Route {
  return {
    name: `${method} ${path}`,
    method,
    path,
    roles: [],
    scope: undefined,
    isOpen: false,
    isOfAnyScope: false,
    takesFile: false,
  };
}

describe('the contract and its pages', () => {
  it('is OpenAPI 3.1 with a unique operation id for every route', () => {
    const ids = Object.values(contract.paths).flatMap((operations) =>
      Object.values(operations).map((operation) => operation.operationId),
    );
    expect(contract.openapi).toBe('3.1.0');
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('loads nothing from another host', async () => {
    for (const path of ['/docs', '/docs/problems', '/docs/start.js']) {
      const { body, headers } = await kiroku.get<string>(path);
      expect(body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
      expect(body).not.toMatch(/https?:\/\//);
      expect(String(headers['content-security-policy'])).toContain("script-src 'self'");
    }
  });

  it('explains every problem type in both languages', async () => {
    const { body } = await kiroku.get<string>('/docs/problems');
    for (const code of ['transfer-differs', 'member-unknown', 'token-missing', 'invalid-request', 'not-yet-visible']) {
      expect(body).toContain(`id="${code}"`);
    }
    const english = await kiroku.get<{ title: string }>('/v1/provision-records', undefined, {
      'accept-language': 'en-US,en;q=0.9',
    });
    const japanese = await kiroku.get<{ title: string }>('/v1/provision-records');
    expect([english.body.title, japanese.body.title]).toEqual([
      expect.stringContaining('A bearer token is missing'),
      expect.stringContaining('アクセストークンがありません'),
    ]);
  });
});
