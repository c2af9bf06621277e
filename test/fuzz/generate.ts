import { Seeded } from '../harness/seeded.js';
import type { OpenApi, Operation, Parameter } from './contract.js';
import { operationsOf } from './contract.js';
import { CORPUS } from './corpus.js';
import { importRows, importTable, registerTable, toCsv, toNdjson } from './files.js';
import type { Bytes, FuzzRequest, Sender } from './fuzz-request.js';
import { SENDERS } from './fuzz-request.js';
import { toJsonText, type Json } from './json-text.js';
import { mutate, oddFor } from './mutate.js';
import { oddValues, type OddValues } from './odd-values.js';
import { sendOddly } from './odd-wire.js';
import { uuidOf, valueOf, type Known } from './schema-values.js';
import { fieldsOf, fixedId, KEPT, placesOf, type Harvest } from './world.js';

const LANGUAGES = ['ja', 'en', 'ja,en;q=0.5'];
/** How often a request starts from one that is taken; the others come from the schema alone. */
const CORPUS_CHANCE = 0.6;
const ENCODED_MAX = 2_000;
const HALF = /\p{Cs}/gu;
const OPTIONAL_PARAMETER_CHANCE = 0.35;
/** How many oddities a request gets: none, one, two, three. */
const ODDITIES = [0, 0, 0, 1, 1, 1, 1, 2, 2, 3];
/** Writes come more often than reads, for their bodies hold more; what leads to an end of things less often. */
const WEIGHTS: Readonly<Record<string, number>> = { GET: 2, POST: 3, PATCH: 3, PUT: 3, DELETE: 1 };
/** It would end the tokens with which the run asks. */
export const LEFT_OUT = 'POST /v1/me/tokens/ending';
const RARE = /\/(merge|death|associations|end|split)$/;

/** Makes the requests of a seed. Any of them can be made by itself: each has a random source of its own. */
export class Generator {
  readonly #operations: readonly Operation[];
  readonly #schemas: OpenApi['components']['schemas'];
  readonly #odd: OddValues;
  readonly #places: Readonly<Record<string, readonly string[]>>;
  readonly #known: Known;

  constructor(
    contract: OpenApi,
    harvest: Harvest,
    private readonly seed: number,
  ) {
    this.#operations = operationsOf(contract).flatMap((operation) => {
      if (operation.route === LEFT_OUT) return [];
      const weight = RARE.test(operation.path) ? 1 : (WEIGHTS[operation.method] ?? 1);
      return Array.from({ length: weight }, () => operation);
    });
    this.#schemas = contract.components.schemas;
    this.#odd = oddValues(seed);
    this.#places = placesOf(harvest);
    const fields = fieldsOf(harvest);
    this.#known = (name) => (Object.hasOwn(fields, name) ? fields[name] : undefined);
  }

  at(index: number): FuzzRequest {
    const random = new Seeded(Math.imul(this.seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
    const operation = random.pick(this.#operations);
    let oddities = random.pick(ODDITIES);
    const oddly = (chance: number) => oddities > 0 && random.chance(chance) && (oddities -= 1) >= 0;
    const target = this.#target(operation, random, oddly);
    const { type, body } = this.#body(operation, random, oddly);
    let request: FuzzRequest = {
      route: operation.route,
      sender: senderOf(operation, random),
      method: operation.method,
      target,
      headers: [
        ['Accept-Language', random.pick(LANGUAGES)],
        ...(type === null ? [] : [['Content-Type', type] as const]),
        ...this.#headers(operation, random),
      ],
      body,
      framing: random.chance(0.05) ? 'chunked' : 'length',
    };
    for (; oddities > 0; oddities -= 1) request = sendOddly(request, random);
    return request;
  }

  #target({ path, parameters }: Operation, random: Seeded, oddly: (chance: number) => boolean): string {
    const filled = path.replaceAll(/([^/]+)\/\{(\w+)\}/g, (_all, before: string, name: string) => {
      const value = oddly(0.15)
        ? random.pick([...this.#odd.texts, ...this.#odd.ids])
        : this.#placed(before, name, random);
      return `${before}/${encoded(value)}`;
    });
    const query = parameters
      .filter((one) => one.in === 'query' && (one.required === true || random.chance(OPTIONAL_PARAMETER_CHANCE)))
      .map((one) => `${one.name}=${encoded(this.#parameter(one, random, oddly))}`);
    return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
  }

  #placed(before: string, name: string, random: Seeded): string {
    const values = this.#places[before] ?? this.#places[`${before}s`];
    if (random.chance(0.9) && values && values.length > 0) return random.pick(values);
    return name === 'association' ? 'nowhere' : uuidOf(random);
  }

  #parameter({ name, schema }: Parameter, random: Seeded, oddly: (chance: number) => boolean): string {
    const value = valueOf(schema, name, this.#around(random));
    return asText(oddly(0.3) ? oddFor(value, this.#odd, random) : value);
  }

  #headers({ parameters }: Operation, random: Seeded): (readonly [string, string])[] {
    return parameters
      .filter((one) => one.in === 'header')
      .flatMap(({ name, required }) => {
        // Most of the reasons that are made up do not count, and a request with one that does not gets nowhere.
        if (!required && random.chance(name === REASON_HEADER ? 0.95 : 0.5)) return [];
        return [[name, headerValue(name, random)] as const];
      });
  }

  #body(
    { route, types, body }: Operation,
    random: Seeded,
    oddly: (chance: number) => boolean,
  ): { type: string | null; body: Bytes | null } {
    if (types.length === 0) return { type: null, body: null };
    const type = random.pick(types);
    if (body === null) return { type, body: { text: this.#file(route, type, random, oddly) } };
    const example = CORPUS[route];
    let value: Json =
      example && random.chance(CORPUS_CHANCE) ? example(random) : valueOf(body, '', this.#around(random));
    while (oddly(0.7)) value = mutate(value, this.#odd, random);
    return { type, body: { text: toJsonText(value) } };
  }

  #file(route: string, type: string, random: Seeded, oddly: (chance: number) => boolean): string {
    if (type === 'text/csv') {
      const table = route.includes('registers') ? registerTable(random) : importTable(random);
      while (oddly(0.7)) {
        const row = random.pick(table);
        row[random.below(row.length)] = random.pick([...this.#odd.texts, ...this.#odd.days, ...this.#odd.names]);
      }
      return toCsv(table);
    }
    const rows = importRows(random);
    while (oddly(0.7)) {
      const at = random.below(rows.length);
      rows[at] = mutate(rows[at]!, this.#odd, random);
    }
    return toNdjson(rows);
  }

  #around(random: Seeded) {
    return { random, schemas: this.#schemas, known: this.#known };
  }
}

const REASON_HEADER = 'Kiroku-Reason';

function headerValue(name: string, random: Seeded): string {
  if (name === 'Idempotency-Key') return `key-${random.below(50)}`;
  return name === REASON_HEADER ? fixedId('reason', random.below(KEPT)) : `"${random.below(12)}"`;
}

/** Mostly somebody who may; which routes are whose is for the service to say. */
function senderOf({ path, method }: Operation, random: Seeded): Sender {
  if (random.chance(0.12)) return random.pick(SENDERS);
  if (path.startsWith('/v1/me/')) return random.pick(['member', 'member', 'other-member'] as const);
  if (path.startsWith('/v1/represented')) return random.pick(['member', 'representative'] as const);
  if (path === '/v1/associations' || path.startsWith('/v1/operators')) return 'operator';
  const others = method === 'GET' ? (['integrator', 'auditor'] as const) : (['integrator'] as const);
  return random.pick(['officer', 'officer', 'officer', 'second-officer', ...others] as const);
}

/** Percent-encoded as bytes; halves of characters as the bytes that they would have. */
function encoded(text: string): string {
  const whole = text.slice(0, ENCODED_MAX).replaceAll(HALF, '\ufffd');
  return encodeURIComponent(whole).replaceAll('%EF%BF%BD', '%ED%A0%80');
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
