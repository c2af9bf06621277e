import { Inject, Injectable } from '@nestjs/common';
import type { MemberDuties, MemberDuty } from '#access';
import { RecordDuties } from '#records';
import { awaitsAnswer } from '../domain/requests/request-state.js';
import { RequestReader, type KnownRequests } from '../keep-requests/request-reader.js';

/** What stands against erasing a person: the records, and requests of the person that were not answered yet. */
@Injectable()
export class PersonDuties implements MemberDuties {
  constructor(
    @Inject(RecordDuties) private readonly records: RecordDuties,
    @Inject(RequestReader) private readonly requests: RequestReader,
  ) {}

  async of(association: string, refs: readonly string[]): Promise<MemberDuty[]> {
    return (await this.ofEach(association, [refs]))[0]!;
  }

  async ofEach(association: string, persons: readonly (readonly string[])[]): Promise<MemberDuty[][]> {
    const records = await this.records.ofEach(association, persons);
    const requests = await this.requests.readEach(association, persons);
    return records.map((duties, index) => [...duties, ...openRequests(requests[index]!)]);
  }
}

// Act art. 32(2), 33(3), 34(3), 35(7): whatever is decided is told, and to nobody once the keys are gone.
function openRequests({ requests }: KnownRequests): MemberDuty[] {
  const count = [...requests.values()].filter(({ state }) => awaitsAnswer(state)).length;
  return count === 0 ? [] : [{ kind: 'OPEN_REQUEST', count, until: null }];
}
