import { aHead, someFacts, textsOf } from '../../testing/a-paper.js';
import { extensionPaper } from './extension-paper.js';

const told = { dueOn: '2026-05-15', noticedOn: '2026-04-14', text: '医療機関への照会のため' };

describe('the notice that an answer takes longer', () => {
  it('says until when, why, and where to complain', () => {
    const text = textsOf(extensionPaper({ ...someFacts(), ...told }).paper);
    for (const part of ['令和8年5月15日', '医療機関への照会のため', '苦情相談窓口']) expect(text).toContain(part);
    const english = extensionPaper({ ...someFacts({ head: aHead({ language: 'en' }) }), ...told });
    expect(textsOf(english.paper)).toContain('It is answered by：2026-05-15');
    expect(english.data).toMatchObject({
      title: 'Notice that an answer takes longer',
      dueOn: '2026-05-15',
      text: told.text,
    });
    expect(extensionPaper({ ...someFacts(), ...told }).table).toContainEqual(['延長後の回答期限', '2026-05-15']);
  });
});
