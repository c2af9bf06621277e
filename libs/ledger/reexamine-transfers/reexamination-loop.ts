import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Position } from '#event-store';
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
  /** Where each examination stands in the log, until the view that asked for it has come up to it. */
  readonly #examinedAt = new Map<string, Position>();
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(LateLines) private readonly late: LateLines,
    @Inject(Reexaminer) private readonly reexaminer: Reexaminer,
  ) {}

  onApplicationBootstrap(): void {
    this.#running = this.#run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const isWell = await this.#look();
      const rest = isWell ? LOOK_EVERY_MILLISECONDS : REST_AFTER_FAILURE_MILLISECONDS;
      await sleep(rest, null, { signal: this.#stopping.signal }).catch(() => {});
    }
  }

  /** False when something failed. It is tried again with the next look, and the others are not kept waiting. */
  async #look(): Promise<boolean> {
    let isWell = true;
    const members = await this.late.members(MEMBERS_MAX).catch(() => null);
    if (members?.length === 0) this.#examinedAt.clear();
    for (const member of members ?? []) {
      if (this.#stopping.signal.aborted) return true;
      if (!(await this.#tryExamine(member))) isWell = false;
    }
    return isWell && members !== null;
  }

  async #tryExamine(member: LateMember): Promise<boolean> {
    const key = `${member.association}/${member.member}`;
    try {
      const examinedAt = this.#examinedAt.get(key);
      if (examinedAt !== undefined && (await this.late.reached(member.association)) < examinedAt) return true;
      this.#examinedAt.delete(key);
      const position = await this.reexaminer.examine(member);
      if (position !== null) this.#examinedAt.set(key, position);
      return true;
    } catch (error) {
      // The text of an error can quote what is kept, so only its kind is logged.
      const { name, code } = error as { name?: string; code?: string };
      this.#log.warn({ event: 'reexamination-failed', association: member.association, error: name, code });
      return false;
    }
  }
}
