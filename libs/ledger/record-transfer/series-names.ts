import { Inject, Injectable } from '@nestjs/common';
import { Pseudonyms } from '#access';
import { isSeries, methodThatCounts } from '#statute';
import { canonicalText } from '../domain/canonical-text.js';
import type { Statement } from '../domain/statement.js';
import type { SeriesMethod } from '../domain/transfer-events.js';
import type { Judgement } from './assess-statement.js';

/** Characters of a series' id: 192 bits of a keyed digest, for what is sealed of a transfer must not be guessed from it. */
const SERIES_ID_LENGTH = 32;

/** Names the series to which the records of a transfer belong. */
@Injectable()
export class SeriesNames {
  constructor(@Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms) {}

  /** The judgement with its series, where any of its records is made in one. */
  async named(association: string, statement: Statement, judgement: Judgement): Promise<Judgement> {
    const method = seriesMethodOf(statement, judgement);
    if (method === null) return judgement;
    const identity = canonicalText(identityOf(method, statement, judgement));
    const digest = await this.pseudonyms.digest(association, `series|${identity}`);
    const series = { id: digest.slice(0, SERIES_ID_LENGTH), method };
    return { ...judgement, links: { ...judgement.links, series } };
  }
}

function seriesMethodOf({ details }: Statement, { groups }: Judgement): SeriesMethod | null {
  for (const { method } of groups) {
    const counts = method && methodThatCounts(method, details.record.proxyMethod);
    if (counts && isSeries(counts)) return counts as SeriesMethod;
  }
  return null;
}

/**
 * One BATCH record is one declared period and counterpart; a CONTRACT record lasts while its paper covers what is sent
 * (law.md 2.6). A name that the poster gave takes the place of the arrangement.
 */
function identityOf(method: SeriesMethod, statement: Statement, { period }: Judgement): unknown[] {
  const { direction, party, arrangement, details } = statement;
  const covered = method === 'BATCH' ? period : (details.ground.contractRef ?? null);
  return [direction, method, party, details.record.seriesId ?? arrangement?.id ?? null, covered];
}
