import { createHmac } from 'node:crypto';
import {
  Inject,
  Injectable,
  StreamableFile,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { concatMap, type Observable } from 'rxjs';
import { Refusal } from '#platform';
import { Directory } from '../directory/directory.js';
import { asMaskedForm, maskPersons, uuidsIn } from '../domain/masks.js';
import { Pseudonyms } from '../keys/pseudonyms.js';
import type { AuthenticatedRequest } from './permit.js';

type Asked = FastifyRequest & AuthenticatedRequest;
type MaskOf = (ref: string) => string;

/**
 * Masks persons in every answer to an auditor, unless the reason that was given counts for them: the one place where it
 * is done, whatever the route. Who asks about somebody by reference needs a reason first. Files pass as they are: what
 * takes one away says its ground in the request.
 */
@Injectable()
export class MaskPersons implements NestInterceptor {
  constructor(
    @Inject(Directory) private readonly directory: Directory,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Asked>();
    const { caller, mandate, reason } = request;
    if (caller?.role !== 'auditor' || (reason && reason.persons === null)) return next.handle();
    const association = caller.association!;
    const maskOf = await this.#maskOf(association, mandate!);
    const isOpen = (ref: string) => reason?.persons?.has(ref) || reason?.persons?.has(maskOf(ref)) || false;
    if (!namedIn(request).every(isOpen)) throw new Refusal('reason-missing');
    return next.handle().pipe(concatMap((answer) => this.#mask(association, answer, maskOf, isOpen)));
  }

  async #mask(
    association: string,
    answer: unknown,
    maskOf: MaskOf,
    isOpen: (ref: string) => boolean,
  ): Promise<unknown> {
    if (typeof answer !== 'object' || answer === null || answer instanceof StreamableFile) return answer;
    const text = JSON.stringify(answer);
    const refs = [...(await this.directory.known(association, uuidsIn(text)))];
    return maskPersons(text, new Map(refs.filter((ref) => !isOpen(ref)).map((ref) => [ref, maskOf(ref)])));
  }

  /** One form for each person and mandate: an auditor can tell that it is the same one, and nobody else can follow. */
  async #maskOf(association: string, mandate: string): Promise<MaskOf> {
    const key = await this.pseudonyms.digest(association, `masked persons of mandate ${mandate}`);
    return (ref) => asMaskedForm(createHmac('sha256', key).update(ref).digest());
  }
}

/** Whom the request is about by name: in its address, or as a filter. */
function namedIn({ params, query }: Pick<FastifyRequest, 'params' | 'query'>): string[] {
  const { ref } = params as { ref?: unknown };
  const { member } = query as { member?: unknown };
  return [ref, member].filter((one) => one !== undefined).map(String);
}
