import { randomUUID } from 'node:crypto';
import type { Injected, KirokuInProcess } from './kiroku-in-process.js';
import type { Problem } from './recording.js';

/** What a poster gets back, as scenarios of the law look at it. */
export interface Judged {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly position: string;
  readonly groups: readonly {
    readonly lines: readonly number[];
    readonly allowed: boolean;
    readonly route: string | null;
    readonly basis: string | null;
    readonly duty: string;
    readonly missing: readonly string[];
    readonly findings: readonly {
      readonly code: string;
      readonly severity: string;
      readonly pointer: string;
      readonly en: string;
    }[];
  }[];
}

const ITEMS = ['NAME', 'BIRTH_DATE', 'CHECKUP_ATTENDANCE'];
const SCOPE = { classes: [], parties: [], items: [], purposes: [] };
const PURPOSES = ['U01', 'U05', 'U06', 'U08', 'U14', 'U20', 'U23', 'U24', 'W02'];

/** An association of its own over HTTP, with what a scenario of law.md 9 is given. */
export class Scene {
  #named = 0;

  private constructor(
    readonly kiroku: KirokuInProcess,
    readonly association: string,
    readonly officer: string,
  ) {}

  static async of(kiroku: KirokuInProcess, association: string, kind = 'KENPO'): Promise<Scene> {
    const scene = new Scene(kiroku, association, await kiroku.token('officer', association));
    const body = {
      id: association,
      class: kind,
      name: { ja: '例示組合', en: 'Example' },
      address: '東京都見本区1',
      representative: '理事長 例示',
      contact: { desk: '窓口' },
      recordsHeldFrom: '2024-04-01',
      purposes: PURPOSES.map((code) => ({ code, publishedFrom: '2024-04-01' })),
    };
    await scene.#create('/v1/associations', body, await kiroku.token('operator', null));
    return scene;
  }

  async party(id: string, kind: string, location = 'JP', country: string | null = null): Promise<string> {
    const names = { name: `株式会社 ${id}`, address: '見本市1', representative: '代表 見本' };
    await this.#create('/v1/parties', { id, class: kind, location, country, ...names });
    return id;
  }

  async member(name = '例示 花子'): Promise<string> {
    const { ref } = await this.#create<{ ref: string }>('/v1/members', { number: randomUUID(), name });
    return ref;
  }

  /** The first version of an arrangement that by itself is lawful; `terms` say what it is about. */
  async arrangement(id: string, terms: { kind: string; parties: string[] } & Record<string, unknown>): Promise<string> {
    const { chosen = null, ...rest } = terms;
    const body = {
      announcedFrom: '2024-04-01',
      effectiveFrom: '2024-04-01',
      users: [],
      items: ITEMS,
      itemsOpen: false,
      purposes: ['U08'],
      route: { candidates: [], chosen },
      means: ['ELECTRONIC'],
      dataKind: 'PERSONAL_DATA',
      sensitivity: 'normal',
      memberView: 'show',
      restricted: false,
      printedCitations: [],
      ...rest,
    };
    await this.#create(`/v1/arrangements/${id}/versions`, { version: 1, title: { ja: id, en: id }, terms: body });
    return id;
  }

  /** A declaration about an arrangement, of the beginning of 2026 unless said otherwise; its id. */
  async declares(member: string, kind: string, matter: string, over: object = {}): Promise<string> {
    const id = randomUUID();
    const at = '2026-01-05T00:00:00Z';
    const body = { id, kind, matter, scope: SCOPE, receivedAt: at, effectiveFrom: at, form: 'PAPER', ...over };
    await this.#create(`/v1/members/${member}/standing`, body);
    return id;
  }

  async withdraws(member: string, id: string, at: string): Promise<void> {
    await this.#create(`/v1/members/${member}/standing/${id}/withdrawal`, { receivedAt: at, effectiveFrom: at });
  }

  /** Posts a transfer to one party, named anew each time. */
  post(party: string, members: readonly string[], over: object = {}): Promise<Injected<Judged & Problem>> {
    this.#named += 1;
    return this.kiroku.post('/v1/transfers', this.officer, {
      source: 'scene',
      externalId: `s-${this.#named}`,
      direction: 'OUT',
      party: { id: party },
      occurredOn: '2026-06-10',
      purpose: 'U08',
      means: 'ELECTRONIC',
      items: [{ code: 'NAME' }],
      members: members.map((ref) => ({ ref })),
      ...over,
    });
  }

  /** What was recorded of a transfer that was done. */
  async done(party: string, members: readonly string[], over: object = {}): Promise<Judged> {
    const { status, body } = await this.post(party, members, over);
    if (status !== 201) throw new Error(`It was answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** The ids of a transfer's records in a register. */
  async records(register: 'provision' | 'receipt', { id, position }: Judged): Promise<string[]> {
    const path = `/v1/${register}-records?limit=200&atLeast=${position}`;
    const { body } = await this.kiroku.get<{ records: { id: string; transfer: string }[] }>(path, this.officer);
    return body.records.filter(({ transfer }) => transfer === id).map((record) => record.id);
  }

  /** Where the association's log ends. */
  async end(): Promise<unknown> {
    const [row] = await this.kiroku.rows('SELECT position FROM event_store.log_head WHERE association = $1', [
      this.association,
    ]);
    return row;
  }

  async #create<Body>(path: string, body: object, token = this.officer): Promise<Body> {
    const answer = await this.kiroku.post<Body>(path, token, body);
    if (answer.status === 201) return answer.body;
    throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
}

/** Codes of what blocks, in order, each once. */
export function blocks({ groups }: Pick<Judged, 'groups'>): string[] {
  const findings = groups.flatMap((group) => group.findings);
  return [...new Set(findings.filter(({ severity }) => severity === 'blocking').map(({ code }) => code))];
}

export function codes(...items: string[]): { items: { code: string }[] } {
  return { items: items.map((code) => ({ code })) };
}
