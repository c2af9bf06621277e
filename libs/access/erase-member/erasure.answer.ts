import { CodeField, DayField, InstantField, IntField, ListField, ObjectField, TextField, UuidField } from '#platform';
import { ERASURE_REASONS } from '#statute';
import { ERASURE_HINDRANCES, type Erasure } from '../domain/erasure.js';
import { MEMBER_DUTY_KINDS } from '../domain/erasure-events.js';

const NULL = { nullable: true } as const;

export class ErasureReasonAnswer {
  @TextField()
  code!: string;

  @TextField()
  ja!: string;

  @TextField()
  en!: string;

  @TextField({ ...NULL, description: 'The article that asks for it' })
  citation!: string | null;

  @TextField({ ...NULL, description: 'In words, as it was said' })
  text!: string | null;
}

export class MemberDutyAnswer {
  @CodeField(MEMBER_DUTY_KINDS, {
    enumName: 'MemberDutyKind',
    description: 'RECORD: records of provision or receipt, of which neither the register nor the number is told',
  })
  kind!: string;

  @IntField({ optional: true, description: 'How many; left out of records' })
  count?: number;

  @DayField({
    ...NULL,
    description: 'The last day on which any of it has to be kept; null where that is not known yet, or not told',
  })
  until!: string | null;
}

/** Copies of the database from before still hold the person's keys, wrapped by the association's key. */
export class ErasureBackupsAnswer {
  @CodeField(['open', 'closed'], { description: 'Whether a backup of before can still be opened' })
  state!: string;

  @IntField({ min: 1, description: 'Versions of the association key up to this one have to be retired' })
  keyVersion!: number;

  @InstantField({
    ...NULL,
    description: 'When they were: nothing of the person can be opened in any backup since then',
  })
  closedAt!: string | null;

  @TextField({ ...NULL, description: 'What is left to do' })
  ja!: string | null;

  @TextField({ ...NULL, description: 'What is left to do' })
  en!: string | null;
}

export class ErasureExecutedAnswer {
  @InstantField()
  at!: string;

  @TextField()
  position!: string;

  @TextField({ description: 'Base64' })
  leafHash!: string;

  @IntField({ description: 'References of the person' })
  references!: number;

  @IntField({ description: 'Data keys that are gone' })
  keys!: number;

  @ListField(() => MemberDutyAnswer, { max: MEMBER_DUTY_KINDS.length, description: 'What was due all the same' })
  despite!: MemberDutyAnswer[];

  @ObjectField(() => ErasureBackupsAnswer)
  backups!: ErasureBackupsAnswer;
}

export class ErasureHindranceAnswer {
  @CodeField(ERASURE_HINDRANCES)
  code!: string;

  @TextField({ description: 'Why, and what is left to do' })
  ja!: string;

  @TextField({ description: 'Why, and what is left to do' })
  en!: string;
}

export class ErasureAnswer {
  @UuidField()
  id!: string;

  @UuidField({ description: 'Member reference' })
  member!: string;

  @CodeField(['proposed', 'approved', 'withdrawn', 'executed'])
  status!: string;

  @ObjectField(() => ErasureReasonAnswer)
  basis!: ErasureReasonAnswer;

  @ObjectField(() => ErasureReasonAnswer, { ...NULL, description: 'Why it is done although records are due' })
  despite!: ErasureReasonAnswer | null;

  @InstantField()
  proposedAt!: string;

  @ListField(() => MemberDutyAnswer, {
    ...NULL,
    max: MEMBER_DUTY_KINDS.length,
    description:
      'What is due of the person now: it stands against an erasure without `despite`. Null once it is executed or withdrawn, or where the records of a moment ago are still on their way',
  })
  blockedBy!: MemberDutyAnswer[] | null;

  @ObjectField(() => ErasureHindranceAnswer, {
    ...NULL,
    description:
      'Why it could not be executed now, approved or not. `erasure-changed`: never again; `erasure-blocked`: as long as anything is due',
  })
  hindrance!: ErasureHindranceAnswer | null;

  @ObjectField(() => ErasureExecutedAnswer, NULL)
  executed!: ErasureExecutedAnswer | null;
}

export class ErasurePageAnswer {
  @ListField(() => ErasureAnswer, { max: 200 })
  erasures!: ErasureAnswer[];

  @TextField({ ...NULL, description: 'Cursor of the next page; null on the last' })
  next!: string | null;
}

/** `retiredAt` tells when versions of the association's key up to one were retired. */
export function erasureAnswer(
  { proposal, member, status, words, proposedAt, executed }: Erasure,
  retiredAt: (version: number) => string | null,
): Omit<ErasureAnswer, 'blockedBy' | 'hindrance'> {
  const basis = ERASURE_REASONS.bases.find(({ code }) => code === proposal.basis);
  const despite = ERASURE_REASONS.despite.find(({ code }) => code === proposal.despite);
  return {
    id: proposal.erasureId,
    member,
    status,
    basis: { ...named(proposal.basis, basis), citation: basis?.citation ?? null, text: words?.reason ?? null },
    despite:
      proposal.despite === undefined
        ? null
        : { ...named(proposal.despite, despite), citation: null, text: words?.despiteReason ?? null },
    proposedAt,
    executed: executed && {
      at: executed.at,
      position: executed.position,
      leafHash: executed.leafHash,
      references: executed.references,
      keys: executed.keys,
      despite: executed.despite.map((duty) => ({ ...duty })),
      backups: backupsOf(executed.keyVersion, retiredAt(executed.keyVersion)),
    },
  };
}

function named(code: string, known: { readonly ja: string; readonly en: string } | undefined) {
  return { code, ja: known?.ja ?? code, en: known?.en ?? code };
}

function backupsOf(keyVersion: number, closedAt: string | null): ErasureBackupsAnswer {
  if (closedAt !== null) return { state: 'closed', keyVersion, closedAt, ja: null, en: null };
  return {
    state: 'open',
    keyVersion,
    closedAt,
    ja: `組合の鍵を更新し（kiroku keys rotate）、新しいバックアップを取り、第${keyVersion}版までを廃止（kiroku keys retire）すると、それ以前のバックアップからも読めなくなります。`,
    en: `Rotate the key of the association (kiroku keys rotate), make a new backup, and retire the versions up to ${keyVersion} (kiroku keys retire): from then on no backup of before can be opened.`,
  };
}
