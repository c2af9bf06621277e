import { Controller, Get, Inject, Optional } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { Pool } from 'pg';
import { Open } from '../http/open.js';
import { Refusal } from '../problems/refusal.js';

/** Something that must work before requests are welcome. */
export interface ReadinessCheck {
  readonly name: string;
  /** Resolves when well, with numbers that tell how well; throws when not. Whoever reaches the port reads them. */
  check(): Promise<void | Readonly<Record<string, number>>>;
}

export const READINESS_CHECKS = Symbol('ReadinessChecks');

@ApiTags('health')
@Open(null)
@Controller('health')
export class HealthController {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    @Optional() @Inject(READINESS_CHECKS) private readonly checks: readonly ReadinessCheck[] = [],
  ) {}

  @Get('live')
  @ApiOperation({ operationId: 'live', summary: 'Whether the process runs' })
  @ApiOkResponse({
    schema: { type: 'object', properties: { status: { type: 'string', enum: ['live'] } }, required: ['status'] },
  })
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  @ApiOperation({ operationId: 'ready', summary: 'Whether requests can be served now' })
  @ApiOkResponse({
    schema: {
      type: 'object',
      properties: {
        status: { type: 'string', enum: ['ready'] },
        numbers: {
          type: 'object',
          additionalProperties: { type: 'number' },
          description: 'How well it is, in numbers',
        },
      },
      required: ['status'],
    },
  })
  @ApiServiceUnavailableResponse({ description: 'not-ready' })
  async ready(): Promise<{ status: 'ready'; numbers?: Readonly<Record<string, number>> }> {
    const failing: string[] = [];
    const numbers: Record<string, number> = {};
    await this.pool.query('SELECT 1').catch(() => failing.push('database'));
    for (const one of this.checks) {
      const told = await one.check().catch(() => void failing.push(one.name));
      Object.assign(numbers, told);
    }
    if (failing.length > 0) throw new Refusal('not-ready', { failing });
    return { status: 'ready', ...(Object.keys(numbers).length > 0 && { numbers }) };
  }
}
