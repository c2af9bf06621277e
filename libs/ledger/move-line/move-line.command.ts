import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { maskMyNumbers } from '#statute';
import { LineMover, type LineMove, type LineMoved } from './line-mover.js';

export class MoveLine extends Command<LineMoved> {
  constructor(readonly move: LineMove) {
    super();
  }
}

@CommandHandler(MoveLine)
export class MoveLineHandler implements ICommandHandler<MoveLine, LineMoved> {
  constructor(@Inject(LineMover) private readonly mover: LineMover) {}

  execute({ move }: MoveLine): Promise<LineMoved> {
    return this.mover.move({ ...move, reason: maskMyNumbers(move.reason).text });
  }
}
