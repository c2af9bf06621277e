import type { BundleManifest, OpenBundle } from '#proof';
import { partiesOf, recordsOf, type Register, type ShownRecord } from './rows.js';
import { WORDS, type Language, type Word } from './words.js';

/** Rows that are added at once. */
const ROWS = 200;

/** Puts what a bundle holds into tables. Texts are set as texts: nothing of a bundle is read as a page. */
export async function showContents(
  place: HTMLElement,
  bundle: OpenBundle,
  { language, isVerified }: { readonly language: Language; readonly isVerified: boolean },
): Promise<void> {
  const word = (name: Word) => WORDS[name][language];
  place.replaceChildren(
    heading(word('about')),
    ...(isVerified ? [] : [element('p', word('unbelieved'))]),
    table([], aboutRows(bundle.manifest, word)),
  );
  place.hidden = false;
  const parties = await partiesOf(bundle);
  place.append(
    heading(word('parties')),
    table(
      [word('party'), word('provisions'), word('receipts')],
      [...parties].map(([name, counts]) => [
        name === '' ? word('unnamed') : name,
        count(counts.provisions),
        count(counts.receipts),
      ]),
    ),
  );
  for (const register of ['provisions', 'receipts'] as const)
    place.append(heading(word(register)), await recordTable(bundle, register, language));
}

function aboutRows({ selection, counts, ...manifest }: BundleManifest, word: (name: Word) => string): string[][] {
  return [
    [word('association'), `${manifest.madeBy.organisation} (${manifest.association})`],
    [word('log'), manifest.origin],
    [word('period'), `${selection.from} – ${selection.to}`],
    [word('parties'), selection.parties?.join(', ') ?? word('all')],
    [word('members'), selection.members?.join(', ') ?? word('all')],
    [word('persons'), word(selection.persons)],
    [word('chains'), selection.chains.map((chain) => word(chain)).join(', ')],
    [word('madeAt'), manifest.madeAt],
    [word('madeBy'), `${manifest.madeBy.role}, ${manifest.madeBy.organisation}`],
    [word('size'), count(manifest.log.size)],
    [word('events'), count(counts.events)],
    [word('leaves'), count(counts.leaves)],
    [word('provisions'), count(counts.provisions)],
    [word('receipts'), count(counts.receipts)],
  ];
}

const COLUMNS = ['day', 'party', 'person', 'items', 'route', 'missing', 'retainUntil', 'position'] as const;

async function recordTable(bundle: OpenBundle, register: Register, language: Language): Promise<HTMLElement> {
  const word = (name: Word) => WORDS[name][language];
  const records = recordsOf(bundle, register);
  const rows = await nextRows(records, language);
  if (rows.length === 0) return element('p', word('none'));
  const all = document.createElement('div');
  const shown = table(COLUMNS.map(word), rows);
  const more = element('button', word('more'));
  more.addEventListener('click', () => {
    void nextRows(records, language).then((next) => {
      for (const row of next) shown.querySelector('tbody')!.append(rowOf(row, 'td'));
      more.hidden = next.length < ROWS;
    });
  });
  more.hidden = rows.length < ROWS;
  all.append(shown, more);
  return all;
}

async function nextRows(records: AsyncGenerator<ShownRecord>, language: Language): Promise<string[][]> {
  const rows: string[][] = [];
  while (rows.length < ROWS) {
    const { done, value } = await records.next();
    if (done) break;
    rows.push(cellsOf(value, language));
  }
  return rows;
}

function cellsOf(record: ShownRecord, language: Language): string[] {
  return [
    record.occurredOn,
    record.party.name ?? WORDS.unnamed[language],
    record.person.name ?? record.person.ref,
    record.items.map((item) => item[language]).join('、'),
    record.route ?? '',
    record.missing.join(' '),
    record.retainUntil ?? '',
    record.linePosition,
  ];
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function heading(text: string): HTMLElement {
  return element('h2', text);
}

function element(name: 'h2' | 'p' | 'button' | 'td' | 'th', text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  const [around, made, body] = [
    document.createElement('div'),
    document.createElement('table'),
    document.createElement('tbody'),
  ];
  around.className = 'table';
  if (head.length > 0) {
    const top = document.createElement('thead');
    top.append(rowOf(head, 'th'));
    made.append(top);
  }
  body.append(...rows.map((row) => rowOf(row, 'td')));
  made.append(body);
  around.append(made);
  return around;
}

function rowOf(cells: readonly string[], kind: 'td' | 'th'): HTMLElement {
  const row = document.createElement('tr');
  row.append(...cells.map((cell) => element(kind, cell)));
  return row;
}
