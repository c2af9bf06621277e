import { Inject, Injectable } from '@nestjs/common';
import { ArrangementReader, GroundRows } from '#ledger';
import { currentRuleset, RULESETS, type Ruleset } from '#statute';

const PAGE = 200;

/** Under what the transfers of a selection were made and judged. */
@Injectable()
export class BundleGrounds {
  constructor(
    @Inject(GroundRows) private readonly rows: GroundRows,
    @Inject(ArrangementReader) private readonly arrangements: ArrangementReader,
  ) {}

  /** Every arrangement with all that was ever announced of it, and which versions were in force in the period. */
  async *arrangementLines(association: string, { from, to }: Period): AsyncGenerator<Buffer> {
    for (let after: string | undefined = undefined; ;) {
      const rows: Awaited<ReturnType<GroundRows['read']>> = await this.rows.read({
        association,
        kind: 'arrangement',
        after,
        limit: PAGE,
      });
      const known = await this.arrangements.readAll(
        association,
        rows.map(({ id }) => id),
      );
      const lines = rows.map(({ id }) => {
        const opened = known.get(id)?.opened ?? [];
        const events = opened.map(({ stored: { position, envelope }, fact: { type, data, sealed: texts } }) => ({
          position,
          recordedAt: envelope.recordedAt,
          type,
          data,
          texts,
        }));
        const inForce = opened.flatMap(({ fact }) =>
          fact.type === 'ArrangementVersionAnnounced' &&
          fact.data.effectiveFrom <= to &&
          (fact.data.endsOn === null || fact.data.endsOn >= from)
            ? [fact.data.version]
            : [],
        );
        return `${JSON.stringify({ id, inForce, events })}\n`;
      });
      if (lines.length > 0) yield Buffer.from(lines.join(''));
      if (rows.length < PAGE) return;
      after = rows.at(-1)!.position;
    }
  }
}

interface Period {
  readonly from: string;
  readonly to: string;
}

/** The versions of the law that were in force on some day of the period. */
export function rulesetsOf({ from, to }: Period): readonly Ruleset[] {
  const first = currentRuleset(from);
  return RULESETS.filter((one) => one === first || (one.inForceFrom! > from && one.inForceFrom! <= to));
}
