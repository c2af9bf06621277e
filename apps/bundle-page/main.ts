import {
  NoteError,
  openBundle,
  parseVerifierKey,
  sourceOfBlob,
  verifyBundle,
  wordsOf,
  type VerificationReport,
  type VerifierKey,
} from '#proof';
import { showContents } from './contents.js';
import { WORDS, type Language, type Word } from './words.js';

/** The page of a bundle: it opens from a disk, without network, and verifies what a person chooses. */
const part = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind;
const [drop, file, keys] = [part('drop'), part<HTMLInputElement>('file'), part<HTMLTextAreaElement>('keys')];
const [progress, result, verdict] = [part<HTMLProgressElement>('progress'), part('result'), part('verdict')];
const contents = part('contents');

let language: Language = navigator.language.startsWith('ja') ? 'ja' : 'en';
let shown: { readonly chosen: File; readonly report: VerificationReport } | null = null;
let chosenLast: File | null = null;
/** Of two files that are chosen one after the other, the answer about the second is shown. */
let turn = 0;

function speak(to: Language): void {
  language = to;
  document.documentElement.lang = to;
  document.title = WORDS.title[to];
  for (const one of document.querySelectorAll<HTMLElement>('[data-word]'))
    one.textContent = WORDS[one.dataset['word'] as Word][to];
}

function ownKeys(): VerifierKey[] {
  const lines = keys.value.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').map(parseVerifierKey);
}

async function verify(chosen: File): Promise<void> {
  const own = (turn += 1);
  chosenLast = chosen;
  result.hidden = false;
  contents.hidden = true;
  progress.hidden = false;
  say('', [WORDS.verifying[language]]);
  try {
    const onProgress = (bytes: number, of: number) => {
      if (own === turn && of > 0) progress.value = bytes / of;
    };
    const report = await verifyBundle(sourceOfBlob(chosen), ownKeys(), { onProgress });
    if (own !== turn) return;
    shown = { chosen, report };
    await show();
  } catch (error) {
    if (own === turn)
      say('cannot-check', [error instanceof NoteError ? WORDS.badKey[language] : WORDS.failed[language]]);
  } finally {
    if (own === turn) progress.hidden = true;
  }
}

async function show(): Promise<void> {
  if (!shown) return;
  const { chosen, report } = shown;
  const isByOwnKeys = report.ok === 'ok' && report.notPromised.includes('own-keys');
  say(isByOwnKeys ? 'own' : report.ok, wordsOf(report, language));
  if (report.failures.some(({ what }) => what === 'unreadable')) return;
  const bundle = await openBundle(sourceOfBlob(chosen));
  // What was altered may be no table any more; the verdict stands.
  await showContents(contents, bundle, { language, isVerified: report.ok === 'ok' }).catch(() =>
    contents.append(WORDS.unreadable[language]),
  );
}

function say(ok: string, lines: readonly string[]): void {
  verdict.dataset['ok'] = ok;
  verdict.textContent = lines.join('\n');
}

file.addEventListener('change', () => {
  const [chosen] = file.files ?? [];
  if (chosen) void verify(chosen);
});
// The same file may be chosen again: it may have been altered meanwhile.
file.addEventListener('click', () => (file.value = ''));
keys.addEventListener('change', () => {
  if (chosenLast) void verify(chosenLast);
});
drop.addEventListener('dragover', (event) => {
  event.preventDefault();
  drop.classList.add('over');
});
drop.addEventListener('dragleave', () => drop.classList.remove('over'));
drop.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  const [chosen] = event.dataTransfer?.files ?? [];
  if (chosen) void verify(chosen);
});
for (const one of ['ja', 'en'] as const)
  part(one).addEventListener('click', () => {
    speak(one);
    void show();
  });
speak(language);
