import { expect, test } from 'vitest';
import { linkHolder } from '../../contract/link-holder.ts';
import { say, type CopyKey, type Values } from '../words/copy.ts';
import { shownName } from './shown-name.ts';

test('whoever came with a link is called so in the person’s language, and people by their names', () => {
  const t = (key: CopyKey, values?: Values) => say('id', key, values);
  expect(shownName(linkHolder('Rani (CS)'), { t })).toBe('Tautan penautan (Rani (CS))');
  expect(shownName('Sari', { t })).toBe('Sari');
});
