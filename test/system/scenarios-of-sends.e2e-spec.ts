import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { blocks, codes, Scene } from '../harness/scene.js';

/** Scenarios of the law (its numbers) that are about sends: given, when and then at the API. */
const RESPONSIBLE = { name: '例示組合', address: '東京都見本区1', representative: '理事長 例示' };
const USERS = [{ name: '例示組合', entrustee: false }];
const NUMBER = '１２３４ ５６７８ ９０１８';

let kiroku: KirokuInProcess;
let kenpo: Scene;
let mutualAid: Scene;
let member: string;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  kenpo = await Scene.of(kiroku, 'rei-kenpo');
  mutualAid = await Scene.of(kiroku, 'rei-kyosai', 'MUTUAL_AID');
  member = await kenpo.member();
  await kenpo.party('employer', 'EMPLOYER');
  await kenpo.arrangement('by-consent', { kind: 'provision-feed', parties: ['employer'], chosen: 'C1' });
  await kenpo.declares(member, 'CONSENT', 'by-consent');
  await kenpo.arrangement('joint', {
    kind: 'joint-use',
    parties: ['employer'],
    chosen: 'N3',
    users: USERS,
    responsible: RESPONSIBLE,
  });
}, 60_000);
afterAll(() => kiroku.stop());

describe('consent', () => {
  it('A01: a send after the withdrawal is blocked; the one before stays lawful, recorded and disclosed', async () => {
    const person = await mutualAid.member();
    const reinsurer = await mutualAid.party('reinsurer', 'REINSURER');
    const scope = { kind: 'provision-feed', parties: [reinsurer], chosen: 'C1', purposes: ['W02'] };
    const arrangement = { id: await mutualAid.arrangement('P01', scope) };
    const consent = await mutualAid.declares(person, 'CONSENT', 'P01');
    const send = (occurredOn: string) =>
      mutualAid.done(reinsurer, [person], { arrangement, purpose: 'W02', occurredOn });
    const before = await send('2026-04-01');
    await mutualAid.withdraws(person, consent, '2026-04-05T01:00:00Z');
    const after = await send('2026-04-06');
    expect([blocks(before), before.groups[0]!.duty]).toEqual([[], 'REC_CONSENT_27']);
    expect(blocks(after)).toEqual(['CONSENT_WITHDRAWN']);
    expect(await mutualAid.records('provision', before)).toHaveLength(1);
    const own = await kiroku.get<{ transfers: { transfer: string }[] }>(
      `/v1/me/transfers?atLeast=${after.position}`,
      await kiroku.token('member', mutualAid.association, person),
    );
    expect(own.body.transfers.map(({ transfer }) => transfer)).toEqual(expect.arrayContaining([before.id, after.id]));
  });

  it('A58: a stress-check result to the employer is blocked where the worker is silent', async () => {
    const terms = { kind: 'provision-feed', parties: ['employer'], chosen: 'C1', purposes: ['U24'] };
    await kenpo.arrangement('stress', { ...terms, items: ['STRESS_CHECK_RESULT'] });
    const result = { ...codes('STRESS_CHECK_RESULT'), arrangement: { id: 'stress' }, purpose: 'U24' };
    expect(blocks(await kenpo.done('employer', [member], result))).toContain('STRESS_CHECK_CONSENT');
    const worker = await kenpo.member();
    await kenpo.declares(worker, 'CONSENT', 'stress');
    expect(blocks(await kenpo.done('employer', [worker], result))).toEqual([]);
  });

  it('A59: a group analysis of six persons goes out with the consent of all six, or not', async () => {
    const six = await Promise.all(Array.from({ length: 6 }, () => kenpo.member()));
    for (const ref of six.slice(1)) await kenpo.declares(ref, 'CONSENT', 'by-consent');
    const analysis = { dataKind: 'STATISTICS', groupSize: 6, arrangement: { id: 'by-consent' } };
    const planned = { ...analysis, phase: 'planned', onBlocked: 'drop' };
    const refused = await kenpo.post('employer', six, planned);
    expect([refused.status, refused.body.code, blocks(refused.body)]).toEqual([
      422,
      'transfer-blocked',
      ['SMALL_GROUP_CONSENT'],
    ]);
    expect((await kenpo.post('employer', six.slice(1), planned)).status).toBe(422);
    await kenpo.declares(six[0]!, 'CONSENT', 'by-consent');
    expect(blocks(await kenpo.done('employer', six, analysis))).toEqual([]);
    const route = { candidates: [], chosen: null, basis: 'NOT_PERSONAL' };
    const terms = { kind: 'provision-feed', parties: ['employer'], dataKind: 'STATISTICS', route };
    const large = { ...analysis, groupSize: 10, arrangement: { id: await kenpo.arrangement('group-analysis', terms) } };
    expect(blocks(await kenpo.done('employer', [member], large))).toEqual([]);
  });
});

describe('joint use', () => {
  it('A15: an item outside the announced list is blocked, and what to do instead is said', async () => {
    const { groups } = await kenpo.done('employer', [member], {
      ...codes('NAME', 'INCOME'),
      arrangement: { id: 'joint' },
    });
    expect(groups[0]!.findings).toMatchObject([
      { code: 'JOINT_ITEM_OUTSIDE', severity: 'blocking', pointer: '/items/1' },
    ]);
    expect(groups[0]!.findings[0]!.en).toMatch(/consent or make a new announcement/);
  });

  it('A16: an announcement that came after the send does not carry it', async () => {
    const terms = { kind: 'joint-use', parties: ['employer'], chosen: 'N3', users: USERS, responsible: RESPONSIBLE };
    await kenpo.arrangement('joint-later', { ...terms, announcedFrom: '2026-06-15' });
    const send = async (occurredOn: string) =>
      blocks(await kenpo.done('employer', [member], { arrangement: { id: 'joint-later' }, occurredOn }));
    expect(await send('2026-06-10')).toEqual(['JOINT_NOT_ANNOUNCED']);
    expect(await send('2026-06-15')).toEqual(['JOINT_NOT_ANNOUNCED']);
    expect(await send('2026-06-16')).toEqual([]);
  });

  it('A19: a contractor in the list is an entrustee: contract and supervision are asked for', async () => {
    const contractor = await kenpo.party('contractor', 'ENTRUSTEE');
    const users = [...USERS, { name: '受託業者', entrustee: true }];
    const terms = { kind: 'joint-use', parties: ['employer', contractor], chosen: 'N3', responsible: RESPONSIBLE };
    const arrangement = { id: await kenpo.arrangement('joint-and-contractor', { ...terms, users }) };
    const [group] = (await kenpo.done(contractor, [member], { arrangement })).groups;
    expect(group).toMatchObject({ route: 'N1', allowed: false });
    expect(group!.missing).toEqual(['ground.contractRef', 'ground.supervisionRef']);
    const ground = { contractRef: '契約 2026-1', supervisionRef: '監督記録 2026-1' };
    const supervised = await kenpo.done(contractor, [member], { arrangement, ground });
    expect(supervised.groups[0]).toMatchObject({ route: 'N1', allowed: true, duty: 'NONE' });
  });
});

describe('routes without consent', () => {
  it('A08: claims by opt-out are blocked in spite of a filing', async () => {
    const ground = { route: 'O', optOut: { filingNo: '第1号', published: true } };
    const sent = { ...codes('NAME', 'CLAIM_DATA'), ground };
    const refused = await kenpo.post('employer', [member], { ...sent, phase: 'planned' });
    expect([refused.status, blocks(refused.body)]).toEqual([422, ['OPTOUT_SENSITIVE']]);
  });

  it('A44: protection of property is remarked where consent is at hand, and consent brings a record', async () => {
    const insurer = await kenpo.party('insurer', 'INSURER');
    const terms = { kind: 'provision-feed', parties: [insurer], items: ['CLAIM_COPY'], purposes: ['U14'] };
    const arrangement = { id: await kenpo.arrangement('recovery', terms) };
    const victim = await kenpo.member();
    await kenpo.declares(victim, 'CONSENT', 'recovery');
    const claim = { ...codes('CLAIM_COPY'), arrangement, purpose: 'U14' };
    const protects = { route: 'E2', protects: '組合の求償権', whyConsentDifficult: '多忙', masking: ['病院名'] };
    const without = await kenpo.done(insurer, [victim], { ...claim, ground: protects });
    expect(without.groups[0]).toMatchObject({ allowed: true, duty: 'NONE' });
    expect(without.groups[0]!.findings).toMatchObject([{ code: 'CONSENT_NOT_DIFFICULT', severity: 'warning' }]);
    const byConsent = await kenpo.done(insurer, [victim], { ...claim, ground: { route: 'C1' } });
    expect(byConsent.groups[0]).toMatchObject({ allowed: true, duty: 'REC_CONSENT_27' });
    expect(await kenpo.records('provision', byConsent)).toHaveLength(1);
  });
});

describe('recipients abroad', () => {
  const infoGiven = { country: true, system: true, measures: true };

  it('A46: a reinsurer in Bermuda is not reached by a domestic consent', async () => {
    const reinsurer = await kenpo.party('bermuda', 'REINSURER', 'FOREIGN_OTHER', 'BM');
    await kenpo.arrangement('reinsurance-bermuda', { kind: 'provision-feed', parties: [reinsurer], chosen: 'C1' });
    const person = await kenpo.member();
    await kenpo.declares(person, 'CONSENT', 'reinsurance-bermuda');
    const sent = { arrangement: { id: 'reinsurance-bermuda' } };
    expect(blocks(await kenpo.done(reinsurer, [person], sent))).toEqual(['FOREIGN_CONSENT_MISSING']);
    await kenpo.declares(person, 'FOREIGN_CONSENT', 'reinsurance-bermuda');
    expect(blocks(await kenpo.done(reinsurer, [person], sent))).toEqual(['FOREIGN_INFO_MISSING']);
    const told = { ...sent, ground: { foreign: { country: 'BM', infoGiven } } };
    const informed = await kenpo.done(reinsurer, [person], told);
    expect([blocks(informed), informed.groups[0]!.duty]).toEqual([[], 'REC_CONSENT_28']);
  });

  it('A48: a reinsurer in Germany under announced joint use needs no consent and no record', async () => {
    const reinsurer = await kenpo.party('germany', 'REINSURER', 'FOREIGN_ADEQUATE', 'DE');
    const terms = { kind: 'joint-use', parties: [reinsurer], chosen: 'N3', users: USERS, responsible: RESPONSIBLE };
    const arrangement = { id: await kenpo.arrangement('joint-germany', terms) };
    const sent = await kenpo.done(reinsurer, [member], { arrangement });
    expect(sent.groups).toMatchObject([{ allowed: true, route: 'N3', duty: 'NONE', findings: [] }]);
    expect(await kenpo.records('provision', sent)).toEqual([]);
  });

  it('A49: an equivalent system that was checked 14 months ago is overdue, and not on the last day before', async () => {
    const reinsurer = await kenpo.party('america', 'REINSURER', 'FOREIGN_EQUIV_SYSTEM', 'US');
    const terms = { kind: 'provision-feed', parties: [reinsurer], chosen: 'C1' };
    const equivalence = { basis: '契約による体制', lastCheckedOn: '2025-04-10' };
    await kenpo.arrangement('reinsurance-america', { ...terms, equivalence });
    const person = await kenpo.member();
    await kenpo.declares(person, 'CONSENT', 'reinsurance-america');
    const send = (occurredOn: string) =>
      kenpo.done(reinsurer, [person], { arrangement: { id: 'reinsurance-america' }, occurredOn });
    expect(blocks(await send('2026-06-10'))).toEqual(['EQUIV_CHECK_OVERDUE']);
    expect(blocks(await send('2026-04-09'))).toEqual([]);
  });

  it('A51: a translator abroad needs consent, and then a record, although it is entrustment', async () => {
    const translator = await kenpo.party('translator', 'ENTRUSTEE', 'FOREIGN_OTHER', 'PH');
    const terms = { kind: 'entrustment', parties: [translator], chosen: 'N1', purposes: ['U20'] };
    await kenpo.arrangement('translation', { ...terms, items: ['OVERSEAS_CLAIM'] });
    const patient = await kenpo.member();
    const evidence = { contractRef: '契約', supervisionRef: '監督', foreign: { country: 'PH', infoGiven } };
    const receipt = { ...codes('OVERSEAS_CLAIM'), arrangement: { id: 'translation' }, purpose: 'U20' };
    const sent = { ...receipt, ground: evidence };
    expect(blocks(await kenpo.done(translator, [patient], sent))).toEqual(['FOREIGN_CONSENT_MISSING']);
    await kenpo.declares(patient, 'FOREIGN_CONSENT', 'translation');
    const consented = await kenpo.done(translator, [patient], sent);
    expect(consented.groups).toMatchObject([{ allowed: true, route: 'N1', duty: 'REC_CONSENT_28' }]);
    expect(await kenpo.records('provision', consented)).toHaveLength(1);
  });
});

describe('individual numbers (個人番号)', () => {
  it('A11: a number in a text is suspected in any width, masked, and somebody has to look', async () => {
    const sent = { arrangement: { id: 'by-consent' }, ground: { contractRef: `契約 ${NUMBER}` } };
    const planned = await kenpo.post('employer', [member], { ...sent, phase: 'planned' });
    expect([planned.status, blocks(planned.body)]).toEqual([422, ['MY_NUMBER_SUSPECTED']]);
    const done = await kenpo.done('employer', [member], sent);
    expect([done.status, blocks(done)]).toEqual(['recorded-masked', ['MY_NUMBER_SUSPECTED']]);
    const shown = await kiroku.get<unknown>(`/v1/transfers/${done.id}`, kenpo.officer);
    expect(JSON.stringify(shown.body)).not.toMatch(/[4４].?[5５][6６][7７][8８]/);
  });

  it('A11: another number is released by saying its kind, in the post or in a correction', async () => {
    const sent = { arrangement: { id: 'by-consent' }, ground: { contractRef: '123456789018' } };
    const identifiers = [{ pointer: '/ground/contractRef', kind: 'contract' }];
    const typed = await kenpo.done('employer', [member], { ...sent, identifiers });
    expect([typed.status, blocks(typed)]).toEqual(['recorded', []]);
    const untyped = await kenpo.done('employer', [member], sent);
    expect(blocks(untyped)).toEqual(['MY_NUMBER_SUSPECTED']);
    const correct = async (version: number, changes: object) => {
      const path = `/v1/transfers/${untyped.id}/corrections`;
      const correction = { version, reason: '番号の種類', ...changes };
      return (await kiroku.post<typeof untyped>(path, kenpo.officer, correction)).body;
    };
    // What does not send the field again releases nothing.
    expect(blocks(await correct(1, { means: 'PAPER' }))).toEqual(['MY_NUMBER_SUSPECTED']);
    expect(blocks(await correct(2, { ground: sent.ground, identifiers }))).toEqual([]);
  });

  it('A13: the consent of the member does not carry a number to the employer; it is logged apart', async () => {
    const sent = {
      ...codes('NAME', 'INDIVIDUAL_NUMBER'),
      arrangement: { id: 'by-consent' },
      ground: { route: 'C1' },
    };
    const refused = await kenpo.post('employer', [member], { ...sent, phase: 'planned' });
    expect([refused.status, blocks(refused.body)]).toEqual([422, ['NUM_NOT_ALLOWED']]);
    const done = await kenpo.done('employer', [member], sent);
    expect(done.groups[0]).toMatchObject({ allowed: false, basis: 'NUM', route: null, duty: 'NUM_LOG' });
    expect(await kenpo.records('provision', done)).toEqual([]);
    const path = `/v1/number-act-log?atLeast=${done.position}`;
    const log = await kiroku.get<{ lines: object[] }>(path, kenpo.officer);
    expect(log.body.lines).toEqual([
      expect.objectContaining({
        transfer: done.id,
        member,
        direction: 'OUT',
        allowed: false,
        numItem: null,
        occurredOn: '2026-06-10',
        keepUntil: '2033-06-10',
        items: expect.arrayContaining([expect.objectContaining({ code: 'INDIVIDUAL_NUMBER' })]),
      }),
    ]);
    const own = await kiroku.get<{ transfers: { transfer: string }[] }>(
      `/v1/me/transfers?limit=200&atLeast=${done.position}`,
      await kiroku.token('member', kenpo.association, member),
    );
    expect(own.body.transfers.map(({ transfer }) => transfer)).not.toContain(done.id);
    expect((await kiroku.get(path, await kiroku.token('integrator', kenpo.association))).status).toBe(403);
  });
});

describe('what answers an investigation', () => {
  it('is hidden from the member whatever the arrangement says, and nothing else is', async () => {
    const police = await kenpo.party('police', 'LOCAL_BODY');
    const law = { act: '刑事訴訟法', article: '197条2項', requestRef: '捜査第1号' };
    await kenpo.arrangement('enquiries', { kind: 'provision-feed', parties: [police], chosen: 'E1' });
    const enquiry = (investigation: boolean) =>
      kenpo.done(police, [member], {
        arrangement: { id: 'enquiries' },
        ground: { route: 'E1', law, investigation },
      });
    const [open, asked] = [await enquiry(false), await enquiry(true)];
    const called = await kenpo.done('employer', [member], {
      arrangement: { id: 'by-consent' },
      ground: { investigation: true },
    });
    const own = await kiroku.get<{ transfers: { transfer: string }[] }>(
      `/v1/me/transfers?limit=200&atLeast=${called.position}`,
      await kiroku.token('member', kenpo.association, member),
    );
    const seen = own.body.transfers.map(({ transfer }) => transfer);
    expect([open, asked, called].map(({ id }) => seen.includes(id))).toEqual([true, false, true]);
    expect(called.groups[0]!.findings.map(({ code }) => code)).toEqual(['INVESTIGATION_UNFOUNDED']);
  });
});

describe('what cannot be understood', () => {
  const many = Array.from({ length: 10_000 }, () => ({ code: 'NAME' }));
  it.each<[string, object, number, string]>([
    ['an unknown route', { ground: { route: 'C9' } }, 400, '/ground/route'],
    ['an unknown way of delivery', { ground: { delivery: 'pigeon' } }, 400, '/ground/delivery'],
    [
      'an unknown matter of opt-out',
      { ground: { optOut: { filingNo: '1', published: true, matters: ['x'] } } },
      400,
      '/ground/optOut/matters',
    ],
    [
      'an unknown kind of identifier',
      { identifiers: [{ pointer: '/upstream', kind: 'x' }] },
      400,
      '/identifiers/0/kind',
    ],
    ['a pointer that is none', { identifiers: [{ pointer: 'upstream', kind: 'bank' }] }, 400, '/identifiers/0/pointer'],
    ['a day that does not exist', { occurredOn: '2026-02-30' }, 400, '/occurredOn'],
    ['a day that has not come', { occurredOn: '2999-01-01' }, 400, '/occurredOn'],
    ['an item outside the catalogue', codes('SHOE_SIZE'), 400, '/items/0/code'],
    ['10,000 items', { items: many }, 400, '/items'],
    ['a group of nobody', { groupSize: 0 }, 400, '/groupSize'],
  ])('is refused by pointer and changes nothing: %s', async (_, over, status, pointer) => {
    const before = await kenpo.end();
    const answer = await kenpo.post('employer', [member], { arrangement: { id: 'by-consent' }, ...over });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([status, pointer]);
    expect(await kenpo.end()).toEqual(before);
  });
});
