// Coming of age, and what an office may confirm of what was asked.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  earlier,
  eighteenthBirthday,
  isOfAge,
  lastDayByAge,
} from '../../server/representations/coming-of-age.ts';
import type { Terms } from '../../server/representations/kinds.ts';
import { narrowed } from '../../server/representations/narrowing.ts';

void describe('coming of age', () => {
  void test('a parent represents until the day before the eighteenth birthday', () => {
    assert.equal(eighteenthBirthday('2008-11-23'), '2026-11-23');
    assert.equal(lastDayByAge('parent', '2008-11-23'), '2026-11-22');
    assert.equal(isOfAge('2008-11-23', '2026-11-22'), false);
    assert.equal(isOfAge('2008-11-23', '2026-11-23'), true);
  });

  void test('whoever was born on 29 February is of age on 1 March of a common year', () => {
    assert.equal(eighteenthBirthday('2008-02-29'), '2026-03-01');
    assert.equal(lastDayByAge('parent', '2008-02-29'), '2026-02-28');
  });

  void test('no other kind ends by age', () => {
    for (const kind of ['guardian', 'power_of_attorney', 'organisation'] as const) {
      assert.equal(lastDayByAge(kind, '2008-11-23'), null, kind);
    }
  });

  void test('of two last days the earlier counts', () => {
    assert.equal(earlier(null, null), null);
    assert.equal(earlier('2026-01-01', null), '2026-01-01');
    assert.equal(earlier(null, '2026-01-01'), '2026-01-01');
    assert.equal(earlier('2026-02-01', '2026-01-01'), '2026-01-01');
  });
});

void describe('what an office may confirm', () => {
  const asked: Terms = {
    scope: 'see',
    receivesMessages: false,
    from: '2026-11-01',
    until: '2027-11-01',
  };
  const adult = { kind: 'guardian', bornOn: '1990-01-01' } as const;

  void test('the same, or less', () => {
    assert.deepEqual(narrowed(asked, asked, adult), { terms: asked });
    const all: Terms = { ...asked, scope: 'act', receivesMessages: true, until: null };
    const less: Terms = { ...asked, from: '2026-12-01', until: '2026-12-31' };
    assert.deepEqual(narrowed(all, less, adult), { terms: less });
  });

  void test('never more', () => {
    const cases: [Partial<Terms>, string][] = [
      [{ scope: 'act' }, 'wider-scope'],
      [{ receivesMessages: true }, 'wider-messages'],
      [{ from: '2026-10-31' }, 'earlier-start'],
      [{ until: '2027-11-02' }, 'later-end'],
      [{ until: null }, 'later-end'],
      [{ from: '2027-01-01', until: '2026-12-31' }, 'no-day'],
    ];
    for (const [more, reason] of cases) {
      assert.deepEqual(narrowed(asked, { ...asked, ...more }, adult), { refused: reason }, reason);
    }
  });

  void test('a parent’s ends with the child’s majority, whatever was asked', () => {
    const child = { kind: 'parent', bornOn: '2009-02-10' } as const;
    const checked = narrowed({ ...asked, until: null }, { ...asked, until: null }, child);
    assert.deepEqual(checked, { terms: { ...asked, until: '2027-02-09' } });
  });
});
