import { newestOpening } from '#access';
import type { Envelope } from '#proof';
import type { IdentitySources } from './identity-sources.js';
import type { Sight } from './persons-of-references.js';

/** References are asked about so many at once. */
const ASKED_AT_ONCE = 1_000;

/** Erasures of a log: which destroyed keys two persons agreed on, and which references nobody can read any more. */
export class ErasuresSeen {
  readonly #proposed = new Map<string, { readonly by: string; readonly member: string }>();
  readonly #approved = new Set<string>();
  readonly #agreed: (Sight & { readonly member: string })[] = [];
  readonly #bare: Sight[] = [];

  see({ type, actor, subject: reference, data }: Envelope, position: number): void {
    if (reference === null) return;
    const { erasureId = '' } = (data ?? {}) as { erasureId?: string };
    const proposed = this.#proposed.get(erasureId);
    if (type === 'ErasureProposed' && !proposed) this.#proposed.set(erasureId, { by: actor.id, member: reference });
    if (type === 'ErasureApproved' && proposed && proposed.by !== actor.id) this.#approved.add(erasureId);
    if (type !== 'KeyDestroyed') return;
    if (!proposed || !this.#approved.has(erasureId)) this.#bare.push({ reference, position });
    else this.#agreed.push({ reference, position, member: proposed.member });
  }

  /** References that are erased, and those of which it was said although nobody had agreed, or they can still be read. */
  async settle(
    association: string,
    { directory, facts }: Pick<IdentitySources, 'directory' | 'facts'>,
    areOne: (one: string, other: string) => boolean,
  ): Promise<{ readonly erased: readonly string[]; readonly untrue: readonly Sight[] }> {
    const [erased, untrue]: [string[], Sight[]] = [[], [...this.#bare]];
    for (let from = 0; from < this.#agreed.length; from += ASKED_AT_ONCE) {
      const some = this.#agreed.slice(from, from + ASKED_AT_ONCE);
      const refs = some.map(({ reference }) => reference);
      const entries = await directory.read(association, refs);
      for (const { member, ...one } of some) {
        const isReadable = async () => newestOpening(await facts.read(association, one.reference)) !== null;
        const isTrue = areOne(member, one.reference) && !entries.has(one.reference) && !(await isReadable());
        if (isTrue) erased.push(one.reference);
        else untrue.push(one);
      }
    }
    return { erased, untrue };
  }
}
