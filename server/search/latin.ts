// Kazakh and Russian typed in Latin letters: the alphabet of 2021, the one before it, and as people do it.

const LETTERS = lettersOf(
  'ş sh š sh ç ch č ch ž zh ğ g ǵ g ı y ý u ñ n ń n ŋ n ä a á a ə a ö o ó o ü u ú u ū u',
);

function lettersOf(pairs: string): Map<string, string> {
  const all = pairs.split(' ');
  return new Map(all.flatMap((one, at) => (at % 2 === 0 ? [[one, all[at + 1]!]] : [])));
}

// The longest first. Where letters have several readings, all are tried.
const READINGS: readonly (readonly [string, ...string[]])[] = [
  ['shch', 'щ'],
  ['sch', 'щ', 'ш'],
  ['yo', 'е', 'йо'],
  ['jo', 'е', 'жо'],
  ['ye', 'е', 'ые'],
  ['ya', 'я'],
  ['yu', 'ю'],
  ['ja', 'я', 'жа'],
  ['ju', 'ю', 'жу'],
  ['ng', 'н', 'нг'],
  ['sh', 'ш'],
  ['ch', 'ч'],
  ['zh', 'ж'],
  ['kh', 'х'],
  ['gh', 'г'],
  ['ts', 'ц', 'тс'],
  ['ck', 'к'],
  ['a', 'а'],
  ['b', 'б'],
  ['c', 'ц', 'к', 'с'],
  ['d', 'д'],
  ['e', 'е'],
  ['f', 'ф'],
  ['g', 'г'],
  ['h', 'х'],
  ['i', 'и'],
  ['j', 'ж', 'й'],
  ['k', 'к'],
  ['l', 'л'],
  ['m', 'м'],
  ['n', 'н'],
  ['o', 'о'],
  ['p', 'п'],
  ['q', 'к'],
  ['r', 'р'],
  ['s', 'с'],
  ['t', 'т'],
  ['u', 'у'],
  ['v', 'в'],
  ['w', 'у', 'ш', 'в'],
  ['x', 'х', 'кс'],
  ['y', 'ы'],
  ['z', 'з'],
];
const MOST = 24;

/** What a word in Latin letters may be in folded Cyrillic ones; nothing where it has other signs. */
export function cyrillicReadings(typed: string): string[] {
  const letters = Array.from(
    typed.normalize('NFC').toLowerCase(),
    (one) => LETTERS.get(one) ?? one,
  );
  const word = letters.join('').replace(/['’ʼ`]/g, '');
  if (!/^[a-z]{2,30}$/.test(word)) return [];
  let readings = [''];
  for (let at = 0; at < word.length;) {
    const [latin, ...cyrillic] = READINGS.find(([one]) => word.startsWith(one, at))!;
    readings = cyrillic.flatMap((one) => readings.map((before) => before + one)).slice(0, MOST);
    at += latin.length;
  }
  return readings;
}
