import { ListField } from '#platform';
import { RegisterMemberRequest } from '../register-member/register-member.request.js';

/** As many as a transfer may name. */
export const MEMBERS_PER_BATCH_MAX = 1_000;

export class RegisterMembersRequest {
  @ListField(() => RegisterMemberRequest, { min: 1, max: MEMBERS_PER_BATCH_MAX })
  members!: RegisterMemberRequest[];
}
