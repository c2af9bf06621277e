import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { KeepKeysController } from './keep-keys.controller.js';
import { RetireKeyHandler, RewrapKeysHandler, RotateKeyHandler, ShowKeysHandler } from './keep-keys.command.js';
import { KeyRing } from './key-ring.js';

/** What operators do to the keys of associations. They see versions and counts, and nothing that the keys open. */
@Module({
  imports: [CqrsModule],
  controllers: [KeepKeysController],
  providers: [KeyRing, RotateKeyHandler, RewrapKeysHandler, RetireKeyHandler, ShowKeysHandler],
})
export class KeepKeysModule {}
