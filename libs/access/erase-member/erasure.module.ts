import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { DirectoryErasure } from '../directory/directory-erasure.js';
import { DecideErasureHandler } from './decide-erasure.command.js';
import { ErasureStreams } from './erasure-streams.js';
import { ErasureWords } from './erasure-words.js';
import { ErasuresController } from './erasures.controller.js';
import { ExecuteErasureHandler } from './execute-erasure.command.js';
import { ProposeErasureHandler } from './propose-erasure.command.js';
import { ListErasuresHandler, ShowErasureHandler } from './show-erasures.query.js';

/** Erasing members: it asks the libs above what stands against it, so it is only where `MEMBER_DUTIES` is bound. */
@Module({
  imports: [CqrsModule],
  controllers: [ErasuresController],
  providers: [
    DirectoryErasure,
    ErasureStreams,
    ErasureWords,
    ProposeErasureHandler,
    DecideErasureHandler,
    ExecuteErasureHandler,
    ShowErasureHandler,
    ListErasuresHandler,
  ],
})
export class ErasureModule {}
