import { Body, Controller, HttpStatus, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, MemberPath, Permit, toEntry, type AssociationCaller } from '#access';
import { FlagField, IntField, ListField, TextField, UuidField } from '#platform';
import { SplitMember } from './split-member.command.js';
import { LINES_PER_SPLIT_MAX, SplitMemberRequest } from './split-member.request.js';

export class SplitLineAnswer {
  @UuidField()
  transfer!: string;

  @IntField({ min: 1 })
  line!: number;

  @TextField({ nullable: true, description: 'Position of the move; null where the line was not moved' })
  position!: string | null;

  @TextField({ nullable: true, description: 'Code of the problem that kept it; null where it was moved' })
  code!: string | null;
}

export class SplitMemberAnswer {
  @UuidField({ description: 'Reference of the other person' })
  ref!: string;

  @TextField({ description: "Position in the association's log of the last that was written" })
  position!: string;

  @FlagField({ description: 'False when the two persons were told apart before' })
  isNew!: boolean;

  @IntField({ description: 'Accounts that were bound, and are not any more: each person binds anew' })
  unbound!: number;

  @IntField({
    description: 'Binding codes of both that nobody had brought, and that count no longer: hand out new ones',
  })
  voided!: number;

  @ListField(() => SplitLineAnswer, { max: LINES_PER_SPLIT_MAX })
  lines!: SplitLineAnswer[];
}

@ApiTags('members')
@Controller('v1/members')
export class SplitMemberController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post(':ref/split')
  @Permit('member:change')
  @ApiOperation({
    operationId: 'splitMember',
    summary: 'A reference held two persons: give the other one a reference, and the lines that are about that person',
    description:
      'Each line has its own outcome; the same call again goes on with those that are left. Whoever was merged in by mistake gets back, under the new reference, the numbers and names that person was found by. Accounts that were bound to either are bound to neither: nobody knows any more whose they are. Binding codes of both that nobody had brought count no longer.',
  })
  @ApiCreatedResponse({ type: SplitMemberAnswer })
  @ApiOkResponse({ type: SplitMemberAnswer, description: 'The two persons were told apart before' })
  @ApiNotFoundResponse({ description: 'no-such-member' })
  @ApiConflictResponse({ description: 'member-taken, member-differs, member-merged' })
  async split(
    @CurrentCaller() { association, role, subject }: AssociationCaller,
    @Param() { ref }: MemberPath,
    @Body() { person, lines, reason }: SplitMemberRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SplitMemberAnswer> {
    const change = { association, caller: { role, subject }, ref, requestId };
    const other = { ref: person.ref ?? null, entry: toEntry(person, '/person') };
    const done = await this.commands.execute(new SplitMember(change, other, lines, reason));
    void reply.status(done.split.isNew ? HttpStatus.CREATED : HttpStatus.OK);
    const positions = [done.split.position, ...done.lines.flatMap(({ moved }) => (moved ? [moved.position] : []))];
    return {
      ref: done.ref,
      position: positions.sort().at(-1)!,
      isNew: done.split.isNew,
      unbound: done.unbound,
      voided: done.voided,
      lines: done.lines.map(({ transfer, line, moved, code }) => ({
        transfer,
        line,
        position: moved?.position ?? null,
        code,
      })),
    };
  }
}
