/** What no waiting heals: somebody must look at KurrentDB before another event is numbered. Names no stream. */
export class SequenceHalt extends Error {
  override readonly name = 'SequenceHalt';
}
