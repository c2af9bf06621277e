import { Injectable } from '@nestjs/common';

/** How much one document holds: it is read, drawn and sealed at once. The export takes any number. */
@Injectable()
export class RegisterLimits {
  readonly recordsMax: number = 10_000;
}
