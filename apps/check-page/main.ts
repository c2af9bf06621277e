import { readCheckCode, shownCode, wordsOf } from '#proof';
import { checkByCode, checkFile, type Outcome } from './outcome.js';
import { CODE_NOT_PROVED, KINDS, NOT_PROVED, PROVED, WORDS, type Language, type Word } from './words.js';

/** The page on which anybody checks a document: by its file, which stays on the device, or by its code. */
const part = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind;
const [file, proof] = [part<HTMLInputElement>('file'), part<HTMLInputElement>('proof')];
const [keys, code, form] = [part<HTMLTextAreaElement>('keys'), part<HTMLInputElement>('code'), part('ask')];
const [drop, result, verdict, facts] = [part('drop'), part('result'), part('verdict'), part('facts')];

let language: Language = navigator.language.startsWith('ja') ? 'ja' : 'en';
let shown: Outcome | null = null;
let chosen: File | null = null;
/** Of two checks that begin one after the other, the answer of the second is shown. */
let turn = 0;

function speak(to: Language): void {
  language = to;
  document.documentElement.lang = to;
  document.title = WORDS.title[to];
  for (const one of document.querySelectorAll<HTMLElement>('[data-word]'))
    one.textContent = WORDS[one.dataset['word'] as Word][to];
  for (const one of ['ja', 'en'] as const) part(one).setAttribute('aria-pressed', String(one === to));
  if (shown) show(shown);
}

async function check(by: () => Promise<Outcome>): Promise<void> {
  const own = (turn += 1);
  shown = null;
  result.hidden = false;
  say('', [WORDS.working[language]]);
  for (const id of ['shown', 'unshown', 'report']) part(id).hidden = true;
  facts.replaceChildren();
  const outcome = await by().catch((): Outcome => ({ ok: 'cannot-check', says: ['noBrowser'] }));
  if (own !== turn) return;
  shown = outcome;
  show(outcome);
}

function show({ ok, says, document: issued, name, report }: Outcome): void {
  say(
    ok,
    says.map((word) => WORDS[word][language]),
  );
  facts.replaceChildren();
  if (issued) {
    fact('issuer', name?.[language] ?? issued.association);
    fact('kind', KINDS[issued.kind]?.[language] ?? issued.kind);
    fact('issuedOn', issued.issuedOn);
    fact('position', issued.position);
    fact('digest', issued.sha256);
  }
  const isFile = report?.ok === 'ok' && ok === 'ok';
  list('shown', 'proved', isFile ? PROVED[language] : []);
  list('unshown', 'not-proved', isFile ? NOT_PROVED[language] : ok === 'code' ? CODE_NOT_PROVED[language] : []);
  part('report').hidden = !report;
  part('words').textContent = report ? wordsOf(report, language).join('\n') : '';
}

function say(ok: string, lines: readonly string[]): void {
  verdict.dataset['ok'] = ok;
  verdict.textContent = lines.join('\n');
}

function fact(word: Word, value: string): void {
  const [name, told] = [document.createElement('dt'), document.createElement('dd')];
  name.textContent = WORDS[word][language];
  told.textContent = value;
  facts.append(name, told);
}

function list(around: string, id: string, items: readonly string[]): void {
  part(around).hidden = items.length === 0;
  part(id).replaceChildren(
    ...items.map((item) => {
      const one = document.createElement('li');
      one.textContent = item;
      return one;
    }),
  );
}

function checkChosen(): void {
  const [beside] = proof.files ?? [];
  const taken = chosen;
  if (taken) void check(() => checkFile(taken, { beside: beside ?? null, keys: keys.value, code: code.value }));
}

file.addEventListener('change', () => {
  chosen = file.files?.[0] ?? chosen;
  checkChosen();
});
// The same file may be chosen again: it may have been altered meanwhile.
file.addEventListener('click', () => (file.value = ''));
proof.addEventListener('change', checkChosen);
keys.addEventListener('change', checkChosen);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void check(() => checkByCode(code.value));
});
drop.addEventListener('dragover', (event) => {
  event.preventDefault();
  drop.classList.add('over');
});
drop.addEventListener('dragleave', () => drop.classList.remove('over'));
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  chosen = event.dataTransfer?.files[0] ?? chosen;
  checkChosen();
});
for (const one of ['ja', 'en'] as const) part(one).addEventListener('click', () => speak(one));

/** The QR code of a document brings its code behind `#`, which no browser sends. */
function takeCode(): void {
  const signs = readCheckCode(decodeURIComponent(location.hash.slice(1)));
  if (signs === null) return;
  code.value = shownCode(signs);
  void check(() => checkByCode(code.value));
}
window.addEventListener('hashchange', takeCode);
speak(language);
takeCode();
