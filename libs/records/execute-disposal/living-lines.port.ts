/** What still stands of members' lines, wherever somebody may look at them. */
export interface LivingLines {
  /**
   * Keys that seal a line of one of the members that is shown to anybody, its header, or a document about one of them; and transfers of theirs that
   * were amended, whose earlier versions are sealed too. Holds for everything up to the position.
   */
  of(
    association: string,
    members: readonly string[],
    atLeast: string,
  ): Promise<{ readonly keyIds: ReadonlySet<string>; readonly amended: readonly string[] }>;
}

/** Bound by the app to the views above this lib. */
export const LIVING_LINES = Symbol('LivingLines');
