import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { weaknessOf } from '../../server/accounts/weak-passwords.ts';

const own = {
  iin: '991231220071',
  names: ['Жұмабекова', 'Айгерім', null],
  bornOn: '1987-05-14',
  email: 'aigerim@example.kz',
  phone: '+7 700 000 10 10',
};

void describe('a new password (v5.0.0-6.2.1 to 6.2.12)', () => {
  for (const password of [
    'көк түйе таңда жүгіреді',
    'correct wooden spoon lamp',
    'пять зелёных чайников',
    'Xk9#mQ2vLp4z',
    'Tandau-demo-2026',
    'түлкі-бұлт-шәйнек-он',
  ]) {
    void it(`"${password}" may be used`, () => assert.equal(weaknessOf(password, own), null));
  }

  for (const [password, reason] of [
    ['short', 'tooShort'],
    ['elevenchars', 'tooShort'],
    ['х'.repeat(129), 'tooLong'],
    ['Password2024!', 'common'],
    ['qwertyuiop123', 'common'],
    ['Құпиясөзім2025', 'common'],
    ['йцукенгшщзхъ', 'common'],
    ['gfhjkmgfhjkm', 'common'],
    ['zzzzzzzzzzzzzz', 'pattern'],
    ['абваббааввваб', 'pattern'],
    ['kolkolkolkolko', 'pattern'],
    ['хфывапролджэх', 'pattern'],
    ['әіңғүұқөһәіңғ', 'pattern'],
    ['abcdefghijklmn', 'pattern'],
    ['991231220071', 'own'],
    ['991231220071!', 'own'],
    ['Айгерім1987!', 'own'],
    ['Жұмабекова87!', 'own'],
    ['aigerim@example.kz', 'own'],
    ['+77000001010', 'own'],
  ] as const) {
    void it(`"${password.slice(0, 20)}" is refused: ${reason}`, () => {
      const weakness = weaknessOf(password, own)?.reason;
      if (reason === 'own' || reason === 'common') assert.ok(weakness !== undefined);
      else assert.equal(weakness, reason);
    });
  }

  void it('is counted in characters, not in bytes', () => {
    assert.equal(weaknessOf('әөұүқғңһі йқй', own)?.reason, undefined);
    assert.equal(weaknessOf('💺🦽🦼🦻🦯', own)?.reason, 'tooShort');
  });

  void it('must be longer for those who see other people’s data', () => {
    assert.deepEqual(weaknessOf('Xk9#mQ2vLp4z', own, true), { reason: 'tooShort', min: 15 });
  });
});
