import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { checkBin, checkIin, maskIin } from '../../server/accounts/iin.ts';

interface Vector {
  kind: 'iin' | 'bin';
  value: string;
  valid: string;
  birth_date: string;
  sex: string;
  note: string;
}

const vectors: Vector[] = parse(readFileSync('test/data/iin-bin-test-vectors.csv'), {
  columns: true,
});

void describe('a personal or business number', () => {
  for (const { kind, value, valid, birth_date, sex, note } of vectors) {
    void it(`${value} is ${valid === 'true' ? 'taken' : 'refused'}: ${note}`, () => {
      const check = kind === 'iin' ? checkIin(value) : checkBin(value);
      assert.equal(check.valid, valid === 'true');
      if (kind === 'iin' && 'bornOn' in check && 'sex' in check) {
        assert.deepEqual([check.bornOn, check.sex], [birth_date, sex === 'M' ? 'male' : 'female']);
      }
    });
  }

  for (const [value, problem] of [
    ['', 'digits'],
    ['99123110001', 'digits'],
    ['9912311000100', 'digits'],
    ['99123110001x', 'digits'],
    ['٩٩١٢٣١١٠٠٠١٠', 'digits'],
    ['991331100014', 'date'],
    ['990230100012', 'date'],
    ['991231700019', 'kind'],
    ['991231100011', 'checkDigit'],
    ['991231100160', 'neverIssued'],
    ['000101301880', 'neverIssued'],
  ] as const) {
    void it(`"${value}" is refused for its own reason: ${problem}`, () => {
      assert.deepEqual(checkIin(value), { valid: false, problem });
    });
  }

  void it('a firm is not registered in month 13, nor with an unknown kind', () => {
    assert.deepEqual(checkBin('491340000019'), { valid: false, problem: 'date' });
    assert.deepEqual(checkBin('491270000019'), { valid: false, problem: 'kind' });
  });

  void it('shows only its last four digits to others', () => {
    assert.equal(maskIin('0071'), '•••• •••• 0071');
  });
});
