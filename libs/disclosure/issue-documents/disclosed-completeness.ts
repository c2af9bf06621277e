import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CompletenessProofs } from '#evidence';
import { Refusal } from '#platform';
import type { CompletenessDocument } from '#proof';
import type { DisclosedContent } from '../domain/requests/disclosed-content.js';

/** The maps are committed to about once a second: what was decided on a moment ago is waited for, and no longer. */
const WAIT_MILLISECONDS_MAX = 5_000;
const LOOK_EVERY_MILLISECONDS = 200;

/** The proof that nothing is left out beside what was disclosed, as of when its document is issued. */
@Injectable()
export class DisclosedCompleteness {
  constructor(@Inject(CompletenessProofs) private readonly proofs: CompletenessProofs) {}

  /** Of the open chains alone. Null where a record does not say where its line stands. */
  async of(
    association: string,
    refs: readonly string[],
    disclosed: readonly DisclosedContent[],
  ): Promise<CompletenessDocument | null> {
    const positions = disclosed.flatMap(({ line }) => (line ? [line.position] : []));
    if (positions.length < disclosed.length) return null;
    const asked = refs.map((reference) => ({ chain: 'open' as const, reference }));
    const deadline = Date.now() + WAIT_MILLISECONDS_MAX;
    for (;;) {
      const document = await this.proofs.of(association, asked);
      const links = new Set(document.heads.flatMap((head) => head.links.map(({ position }) => position)));
      if (positions.every((position) => links.has(position))) return document;
      if (Date.now() > deadline) throw new Refusal('no-checkpoint-yet');
      await sleep(LOOK_EVERY_MILLISECONDS);
    }
  }
}
