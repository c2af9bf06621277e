import type { DataKey, DataKeys, Sealed } from '#access';

/** Data keys in a map, for specs: what is sealed can be opened until its key is destroyed. It keeps nothing secret. */
export class MapDataKeys implements Pick<DataKeys, 'obtain' | 'seal' | 'open'> {
  readonly #keys = new Map<string, DataKey | null>();

  async obtain(association: string, subjects: readonly string[], period: string): Promise<Map<string, DataKey>> {
    const found = new Map<string, DataKey>();
    for (const subject of subjects) {
      const keyId = `${association}/${subject}/${period}`;
      if (!this.#keys.has(keyId)) this.#keys.set(keyId, { keyId, key: Buffer.from(keyId) });
      const key = this.#keys.get(keyId);
      if (key) found.set(subject, key);
    }
    return found;
  }

  seal(association: string, { keyId }: DataKey, eventId: string, value: unknown): string {
    return Buffer.from(JSON.stringify({ association, keyId, eventId, value })).toString('base64');
  }

  async open(parts: readonly Sealed[]): Promise<(unknown | null)[]> {
    return parts.map((part) => {
      if (!this.#keys.get(part.keyId)) return null;
      const inside = JSON.parse(Buffer.from(part.sealed, 'base64').toString()) as Record<string, unknown>;
      const isItsOwn = inside['eventId'] === part.eventId && inside['association'] === part.association;
      if (!isItsOwn) throw new Error('A sealed part was moved to another event.');
      return inside['value'];
    });
  }

  /** Destroys every key of a subject, those of years to come as well as far as they are named. */
  destroy(association: string, subject: string, ...periods: string[]): void {
    for (const period of periods) this.#keys.set(`${association}/${subject}/${period}`, null);
  }

  /** As the code asks for it: the class has private fields, which no other class can have. */
  get asDataKeys(): DataKeys {
    return this as unknown as DataKeys;
  }
}
