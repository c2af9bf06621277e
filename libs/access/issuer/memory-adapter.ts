/** What the issuer remembers at once, for all that it keeps; the oldest gives way. */
const KEPT_MAX = 10_000;

interface Kept {
  readonly payload: Record<string, unknown>;
  /** Milliseconds since 1970, exclusive. */
  readonly until: number;
}

/** Where an issuer for development keeps codes and requests that are under way: in memory, and nowhere else. */
export class IssuerMemory {
  readonly #kept = new Map<string, Kept>();

  /** The storage of one kind, as oidc-provider asks for it. Sessions are not kept: whoever signs in says anew who it is. */
  adapterOf(kind: string): object {
    if (kind === 'Session') return NOTHING;
    const keyOf = (id: string) => `${kind}|${id}`;
    return {
      upsert: async (id: string, payload: Kept['payload'], seconds?: number) => this.#keep(keyOf(id), payload, seconds),
      find: async (id: string) => this.#find(keyOf(id)),
      destroy: async (id: string) => void this.#kept.delete(keyOf(id)),
      consume: async (id: string) => {
        const payload = this.#find(keyOf(id));
        if (payload) payload['consumed'] = Math.floor(Date.now() / 1_000);
      },
      revokeByGrantId: async (grantId: string) => {
        for (const [key, { payload }] of this.#kept) if (payload['grantId'] === grantId) this.#kept.delete(key);
      },
      findByUid: async () => undefined,
      findByUserCode: async () => undefined,
    };
  }

  #keep(key: string, payload: Kept['payload'], seconds = Number.POSITIVE_INFINITY): void {
    this.#kept.delete(key);
    if (this.#kept.size >= KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(key, { payload, until: Date.now() + seconds * 1_000 });
  }

  #find(key: string): Kept['payload'] | undefined {
    const kept = this.#kept.get(key);
    if (kept && Date.now() < kept.until) return kept.payload;
    this.#kept.delete(key);
    return undefined;
  }
}

const nothing = async () => undefined;
const NOTHING = {
  upsert: nothing,
  find: nothing,
  destroy: nothing,
  consume: nothing,
  revokeByGrantId: nothing,
  findByUid: nothing,
  findByUserCode: nothing,
};
