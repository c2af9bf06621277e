/** Every UUID in a text. */
const UUIDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What tells who somebody is, beside a reference of the same object: identifiers, names, and what is found by them. */
const TELLING: readonly string[] = [
  'name',
  'kana',
  'symbol',
  'number',
  'branch',
  'ownKey',
  'birthDate',
  'identifiers',
  'comesOfAgeOn',
  'deceasedOn',
];

/** Each UUID that stands anywhere in an answer, once. Whether it is of a person, the directory knows. */
export function uuidsIn(text: string): string[] {
  return [...new Set(text.match(UUIDS))];
}

/**
 * An answer, as JSON text, with persons masked: each of the references by its masked form, wherever it stands, and what
 * tells who somebody is by null in the objects that are about one of them (those that have it as `ref`).
 */
export function maskPersons(text: string, masks: ReadonlyMap<string, string>): unknown {
  const masked = text.replace(UUIDS, (uuid) => masks.get(uuid) ?? uuid);
  const forms = new Set(masks.values());
  return JSON.parse(masked, (_key, value: unknown) =>
    isAbout(value, forms) ? withoutTelling(value) : value,
  ) as unknown;
}

function isAbout(value: unknown, forms: ReadonlySet<string>): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { ref } = value as { ref?: unknown };
  return typeof ref === 'string' && forms.has(ref);
}

function withoutTelling(person: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(person).map(([name, value]) => [name, TELLING.includes(name) ? null : value]),
  );
}

/** 16 bytes as a UUID of version 8 (RFC 9562: of a form of one's own), as which masked forms can be told. */
export function asMaskedForm(bytes: Uint8Array): string {
  const all = Buffer.from(bytes.subarray(0, 16));
  all[6] = (all[6]! & 0x0f) | 0x80;
  all[8] = (all[8]! & 0x3f) | 0x80;
  const hex = all.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
