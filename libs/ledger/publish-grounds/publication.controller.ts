import { Controller, Get, Headers, HttpStatus, Inject, Param, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Open, TextField } from '#platform';
import { PublicationAnswer } from './answers.js';
import { ShowPublication } from './show-publication.query.js';

/** How long others may keep it: what is announced is announced by the day. */
const CACHE_CONTROL = 'public, max-age=300';

export class PublicationPath {
  @TextField({
    max: 64,
    pattern: /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
    patternName: 'an id of a-z, 0-9 and hyphens',
  })
  association!: string;
}

@ApiTags('publications')
@Controller('v1/publications')
export class PublicationController {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @Get(':association')
  @Open()
  @ApiOperation({
    operationId: 'showPublication',
    summary: 'What an association publishes: purposes, joint use, implied consent, opt-out, contacts; for anybody',
  })
  @ApiHeader({ name: 'If-None-Match', required: false, description: 'The ETag of what is known already' })
  @ApiOkResponse({ type: PublicationAnswer })
  @ApiResponse({ status: 304, description: 'It is as it was' })
  @ApiNotFoundResponse({ description: 'no-such-publication' })
  async show(
    @Param() { association }: PublicationPath,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicationAnswer | undefined> {
    const { etag, answer } = await this.queries.execute(new ShowPublication(association));
    void reply.headers({ ETag: etag, 'Cache-Control': CACHE_CONTROL });
    if (!isKnown(known, etag)) return answer;
    void reply.status(HttpStatus.NOT_MODIFIED);
    return undefined;
  }
}

function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
