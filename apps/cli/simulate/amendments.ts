import { addDays } from '#statute';
import type { Chance } from './chance.js';
import type { Feed } from './feeds.js';
import type { Operation, SimulatedTransfer } from './steps.js';

const REASONS = ['日付の誤り', '項目の誤り', '抽出条件の誤り'];
const NOT_SENT = 0.2;
const CHANGED = 0.1;

/** What became of a transfer afterwards: a plan is completed; of what was done a few are corrected or voided. */
export function* amendmentsOf(
  { season }: Feed,
  transfer: SimulatedTransfer & { readonly day: string; readonly items: readonly string[] },
  chance: Chance,
): Generator<Operation> {
  const { association, id, header, day } = transfer;
  const about = (what: Operation['what'], route: string, body: Operation['body']): Operation => ({
    kind: 'operation',
    association,
    what,
    path: `/v1/transfers/${id}/${route}`,
    body,
  });
  if (header.phase === 'planned') {
    yield about('completion', 'completion', completion(day, chance));
    return;
  }
  const isCorrected = chance.happens(season.corrected);
  if (isCorrected) yield about('correction', 'corrections', { version: 1, ...correction(transfer, chance) });
  if (chance.happens(season.voided)) yield about('void', 'void', { version: isCorrected ? 2 : 1, reason: '二重登録' });
}

function completion(day: string, chance: Chance): Record<string, unknown> {
  const throwOf = chance.next();
  if (throwOf < NOT_SENT) return { version: 1, outcome: 'not-sent' };
  if (throwOf < NOT_SENT + CHANGED) return { version: 1, outcome: 'changed', occurredOn: day, means: 'ELECTRONIC' };
  return { version: 1, outcome: 'sent', occurredOn: day };
}

// Either the day was wrong, or an item had not been sent.
function correction(
  { day, items }: { readonly day: string; readonly items: readonly string[] },
  chance: Chance,
): Record<string, unknown> {
  const reason = chance.pick(REASONS);
  if (items.length > 1 && chance.happens(0.5)) return { reason, items: items.slice(0, -1).map((code) => ({ code })) };
  return { reason, occurredOn: addDays(day, -1) };
}
