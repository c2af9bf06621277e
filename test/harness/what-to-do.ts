interface Texts {
  readonly ja: string;
  readonly en: string;
}

/** With what an English text says what to do: one of these after a colon. */
const ORDERS =
  'ask|begin|cancel|check|choose|enter|execute|find|fold|get|give|have|leave|look|make|mend|name|open|post|propose|read|record|redeem|register|release|reopen|restore|revoke|rotate|send|sign|state|take|tell|try|unbind|use|void|wait|withdraw|wrap|retire';
const ORDER = new RegExp(`: (?:${ORDERS})\\b`);

/**
 * Problems whose texts do not say what to do: in Japanese by a sentence that asks for it, in English by an order after a
 * colon. That the order is a good one, no program can tell.
 */
export function sayNothingToDo(problems: Readonly<Record<string, Texts>>): string[] {
  return Object.entries(problems)
    .filter(([, { ja, en }]) => !/ください(（[^（）]*）)?$/.test(ja) || !ORDER.test(en))
    .map(([code]) => code);
}
