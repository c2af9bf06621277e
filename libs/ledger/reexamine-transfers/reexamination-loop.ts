import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { EVENT_STORE, type EventStore, type Position } from '#event-store';
import { Rounds } from '#platform';
import { LateLines, type LateMember } from './late-lines.js';
import { Reexaminer } from './reexaminer.js';

/** How often it is asked whether something came late: one look into an index that is nearly always empty. */
const LOOK_EVERY_MILLISECONDS = 250;
const REST_AFTER_FAILURE_MILLISECONDS = 1_000;
/** Members of one look. Those beyond it are found by the next. */
const MEMBERS_MAX = 100;

/**
 * Has late knowledge examined for as long as the process runs. Several processes may do so at once: what two of them
 * find is one fact.
 */
@Injectable()
export class ReexaminationLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #log = new Logger('Reexamination');
  /** Up to where the rows of an association have to come before what is open in them is examined. */
  readonly #ends = new Map<string, Position>();
  readonly #rounds = new Rounds();

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(LateLines) private readonly late: LateLines,
    @Inject(Reexaminer) private readonly reexaminer: Reexaminer,
  ) {}

  onApplicationBootstrap(): void {
    this.#rounds.start(async () => ((await this.look()) ? LOOK_EVERY_MILLISECONDS : REST_AFTER_FAILURE_MILLISECONDS));
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#rounds.stop();
  }

  /** False when something failed. It is tried again with the next look, and the others are not kept waiting. */
  async look(): Promise<boolean> {
    const members = await this.late.members(MEMBERS_MAX).catch(() => null);
    if (members === null) return false;
    let isWell = true;
    for (const association of new Set(members.map((one) => one.association))) {
      const own = members.filter((one) => one.association === association);
      if (!(await this.#tryAll(association, own))) isWell = false;
    }
    return isWell;
  }

  async #tryAll(association: string, members: readonly LateMember[]): Promise<boolean> {
    let areCurrent = false;
    let isWell = await this.#try(association, async () => {
      areCurrent = await this.#areCurrent(association);
    });
    for (const member of areCurrent ? members : []) {
      if (this.#rounds.stopping.aborted) return true;
      if (!(await this.#try(association, () => this.reexaminer.examine(member)))) isWell = false;
    }
    return isWell;
  }

  /**
   * Whether the rows of an association have come up to where its log ended when something open was first seen in them.
   * Rows that are being made anew, or are far behind, look open where a later event closed them long ago.
   */
  async #areCurrent(association: string): Promise<boolean> {
    const end = this.#ends.get(association) ?? (await this.store.head(association))!;
    const areCurrent = (await this.late.reached(association)) >= end;
    if (areCurrent) this.#ends.delete(association);
    else this.#ends.set(association, end);
    return areCurrent;
  }

  async #try(association: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      // The text of an error can quote what is kept, so only its kind is logged.
      const { name, code } = error as { name?: string; code?: string };
      this.#log.warn({ event: 'reexamination-failed', association, error: name, code });
      return false;
    }
  }
}
