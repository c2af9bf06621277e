import { Controller, Get, Inject, Param, StreamableFile } from '@nestjs/common';
import { ApiForbiddenResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiProduces, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { CurrentLooker, Permit, type Looker } from '#access';
import { EVENT_STORE, toPosition, type EventStore } from '#event-store';
import { Refusal } from '#platform';
import { encodeEntries, TILE_WIDTH, toBase64 } from '#proof';
import { MapSecrets } from '../map/map-secrets.js';
import { EntryLooks } from './entry-looks.js';
import { MapKeyAnswer } from './log.answer.js';
import { ApiTilePath, LogPath, TilePath, type TilePlace } from './log.request.js';
import { PublishedLog } from './published-log.js';

/** The stored bytes of entries, of both chains, with references in clear: officers must not know of one of them. */
@ApiTags('log')
@Controller('v1/log/:association')
export class LogEntriesController {
  constructor(
    @Inject(PublishedLog) private readonly log: PublishedLog,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(EntryLooks) private readonly looks: EntryLooks,
    @Inject(MapSecrets) private readonly secrets: MapSecrets,
  ) {}

  @Get('tile/entries/*')
  @Permit('log-entry:read')
  @ApiOperation({
    operationId: 'showLogEntries',
    summary: 'A bundle of entries as they are stored: https://c2sp.org/tlog-tiles; for auditors with a reason',
    description:
      'The reason has to count for all persons. Members read of it in their log of looks, once for each reason. What is sealed stays sealed.',
  })
  @ApiTilePath()
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiForbiddenResponse({ description: 'entries-not-permitted' })
  @ApiNotFoundResponse({ description: 'log-unknown, no-such-tile' })
  @ApiServiceUnavailableResponse({ description: 'no-checkpoint-yet' })
  async entries(
    @CurrentLooker() looker: Looker,
    @TilePath() { association, path }: TilePlace,
  ): Promise<StreamableFile> {
    refuseUnlessAll(looker, association);
    const { index, width } = await this.log.place(association, path);
    const after = index === 0 ? null : toPosition(index * TILE_WIDTH);
    const events = await this.store.readLog(association, after, width);
    if (events.length !== width) throw new Error('The log is shorter than its checkpoint says.');
    await this.looks.write(looker, events);
    const bundle = encodeEntries(events.map(({ bytes }) => bytes));
    return new StreamableFile(bundle, { type: 'application/octet-stream', length: bundle.length });
  }

  @Get('map-key')
  @Permit('log-entry:read')
  @ApiOperation({
    operationId: 'showMapKey',
    summary: 'The key of the places in the map over members, to make its roots again from the entries',
    description: 'For whoever reads the entries, which have the references themselves: with the same reason.',
  })
  @ApiOkResponse({ type: MapKeyAnswer })
  @ApiForbiddenResponse({ description: 'entries-not-permitted' })
  async mapKey(@CurrentLooker() looker: Looker, @Param() { association }: LogPath): Promise<MapKeyAnswer> {
    refuseUnlessAll(looker, association);
    return { key: toBase64(await this.secrets.secret(association)) };
  }
}

/** Who reads both chains with references in clear: nobody but who said why, for all persons. */
function refuseUnlessAll(looker: Looker, association: string): void {
  if (association === looker.association && looker.role === 'auditor' && looker.seesEverybody) return;
  throw new Refusal('entries-not-permitted');
}
