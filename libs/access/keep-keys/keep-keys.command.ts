import { Inject } from '@nestjs/common';
import { Command, CommandHandler, Query, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { KeyKeeper } from '../keys/key-log.js';
import { Rewrapping, type RewrapStep } from '../keys/rewrapping.js';
import { KeyRing, type KeyRingState } from './key-ring.js';

/** Makes a version of an association's key: it wraps from now on. */
export class RotateKey extends Command<KeyRingState> {
  constructor(
    readonly keeper: KeyKeeper,
    readonly version: number,
  ) {
    super();
  }
}

/** Wraps some of an association's data keys by the newest version. */
export class RewrapKeys extends Command<RewrapStep> {
  constructor(
    readonly association: string,
    readonly after: string | null,
  ) {
    super();
  }
}

/** Destroys the versions up to one, which wrap nothing any more. */
export class RetireKey extends Command<KeyRingState> {
  constructor(
    readonly keeper: KeyKeeper,
    readonly through: number,
  ) {
    super();
  }
}

export class ShowKeys extends Query<KeyRingState> {
  constructor(readonly association: string) {
    super();
  }
}

@CommandHandler(RotateKey)
export class RotateKeyHandler implements ICommandHandler<RotateKey, KeyRingState> {
  constructor(@Inject(KeyRing) private readonly ring: KeyRing) {}

  async execute({ keeper, version }: RotateKey): Promise<KeyRingState> {
    await this.ring.rotate(keeper, version);
    return this.ring.state(keeper.association);
  }
}

@CommandHandler(RewrapKeys)
export class RewrapKeysHandler implements ICommandHandler<RewrapKeys, RewrapStep> {
  constructor(
    @Inject(KeyRing) private readonly ring: KeyRing,
    @Inject(Rewrapping) private readonly rewrapping: Rewrapping,
  ) {}

  async execute({ association, after }: RewrapKeys): Promise<RewrapStep> {
    await this.ring.refuseUnknown(association);
    return this.rewrapping.step(association, after);
  }
}

@CommandHandler(RetireKey)
export class RetireKeyHandler implements ICommandHandler<RetireKey, KeyRingState> {
  constructor(@Inject(KeyRing) private readonly ring: KeyRing) {}

  async execute({ keeper, through }: RetireKey): Promise<KeyRingState> {
    await this.ring.retire(keeper, through);
    return this.ring.state(keeper.association);
  }
}

@QueryHandler(ShowKeys)
export class ShowKeysHandler implements IQueryHandler<ShowKeys, KeyRingState> {
  constructor(@Inject(KeyRing) private readonly ring: KeyRing) {}

  execute({ association }: ShowKeys): Promise<KeyRingState> {
    return this.ring.state(association);
  }
}
