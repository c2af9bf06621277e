import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiForbiddenResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientNetwork, DayField, Limits, Refusal, TextField } from '#platform';
import { clientOf } from '../domain/client-limits.js';
import { CurrentCaller, Permit, type AssociationCaller } from '../tokens/permit.js';
import { RedeemBindingCode } from './redeem-binding-code.command.js';

export class RedeemBindingCodeRequest {
  @TextField({ max: 40, description: 'As it stands on the letter; blanks, hyphens, width and case do not matter' })
  code!: string;

  @DayField({ description: 'Birth date of the member' })
  birthDate!: string;
}

@ApiTags('accounts')
@Controller('v1/me')
export class RedeemBindingCodeController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(Limits) private readonly limits: Limits,
  ) {}

  @Post('binding')
  @HttpCode(204)
  @Permit('own-binding:make')
  @ApiOperation({
    operationId: 'redeemBindingCode',
    summary: 'Make this account the own one, with the code that was handed to me and my birth date',
    description:
      'For an account whose token names no member. Few faults are free, for each account and each address; what succeeds counts as none.',
  })
  @ApiNoContentResponse({ description: 'The account is mine from now on; said again, it stays so' })
  @ApiForbiddenResponse({ description: 'binding-refused: one answer, whatever was wrong' })
  async redeem(
    @CurrentCaller() caller: AssociationCaller,
    @Body() { code, birthDate }: RedeemBindingCodeRequest,
    @Req() { id: requestId, ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const tries = [
      ['binding-tries', clientOf(caller)],
      ['binding-tries-of-address', { key: clientNetwork(ip) }],
    ] as const;
    for (const [limit, client] of tries) this.limits.spend(limit, client, reply);
    const error = await this.#redeem(caller, { code, birthDate, requestId }).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    // What the service could not do is no fault of whoever tried.
    const isFault = error instanceof Refusal && error.code === 'binding-refused';
    if (!isFault) for (const [limit, client] of tries) this.limits.giveBack(limit, client);
    if (error !== null) throw error;
  }

  async #redeem(
    { association, role, subject, member }: AssociationCaller,
    { code, birthDate, requestId }: RedeemBindingCodeRequest & { readonly requestId: string },
  ): Promise<void> {
    // The issuer says already whose it is.
    if (member !== null) throw new Refusal('binding-refused');
    const asking = { association, caller: { role, subject }, requestId };
    await this.commands.execute(new RedeemBindingCode(asking, code, birthDate));
  }
}
