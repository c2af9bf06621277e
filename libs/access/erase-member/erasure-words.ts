import { Inject, Injectable } from '@nestjs/common';
import { EventStoreError } from '#event-store';
import { Persons } from '../directory/persons.js';
import { accessProblems } from '../domain/access-problems.js';
import { hindranceOf, type Erasure, type ErasureHindrance } from '../domain/erasure.js';
import type { MemberDuty } from '../domain/erasure-events.js';
import { KeyLog } from '../keys/key-log.js';
import { erasureAnswer, type ErasureAnswer } from './erasure.answer.js';
import { MEMBER_DUTIES, type MemberDuties } from './member-duties.port.js';

/** Puts erasures into words: what was said, how far they came, and what stands against those that are not done yet. */
@Injectable()
export class ErasureWords {
  constructor(
    @Inject(KeyLog) private readonly keyLog: KeyLog,
    @Inject(Persons) private readonly persons: Persons,
    @Inject(MEMBER_DUTIES) private readonly duties: MemberDuties,
  ) {}

  async of(association: string, erasures: readonly Erasure[]): Promise<ErasureAnswer[]> {
    const { retiredAt } = await this.keyLog.read(association);
    const answers: ErasureAnswer[] = [];
    for (const erasure of erasures) {
      const answer = erasureAnswer(erasure, retiredAt);
      answers.push({ ...answer, ...(await this.#against(association, erasure)) });
    }
    return answers;
  }

  async #against(association: string, erasure: Erasure): Promise<Pick<ErasureAnswer, 'blockedBy' | 'hindrance'>> {
    if (erasure.status !== 'proposed' && erasure.status !== 'approved') return { blockedBy: null, hindrance: null };
    const references = await this.persons.references(association, erasure.member);
    const blockedBy = await this.#dutiesOf(association, references);
    const hindrance = hindranceOf(erasure, references, blockedBy ?? []);
    return {
      blockedBy: blockedBy && blockedBy.map((duty) => ({ ...duty })),
      hindrance: hindrance && wordsOf(hindrance),
    };
  }

  /** Null while the records of a moment ago are still on their way: what was decided is answered all the same. */
  #dutiesOf(association: string, references: readonly string[]): Promise<readonly MemberDuty[] | null> {
    return this.duties.of(association, references).catch((error: unknown) => {
      if (error instanceof EventStoreError && error.code === 'not-yet-visible') return null;
      throw error;
    });
  }
}

function wordsOf(code: ErasureHindrance) {
  const { ja, en } = accessProblems[code];
  return { code, ja, en };
}
