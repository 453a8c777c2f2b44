// Kazakh words without their endings. Endings follow one another in a fixed order, so they are taken off from
// the last: case, possession, number, and with care those that make one word from another. All in folded letters.

const CASE =
  /(?<=.{3})(?:нын|нин|дын|дин|тын|тин|нда|нде|нан|нен|дан|ден|тан|тен|мен|бен|пен|га|ге|ка|ке|да|де|та|те|ны|ни|ды|ди|ты|ти)$/;
const POSSESSION =
  /(?<=.{3})(?:ларыныз|лериниз|ымыз|имиз|ыныз|иниз|нызды|сына|сине|сын|син|сы|си|ына|ине|ын|ин|ым|им|ы|и)$/;
const NUMBER = /(?<=.{3})(?:лар|лер|дар|дер|тар|тер)$/;
const DERIVED = /(?<=.{4})(?:лык|лик|дык|дик|тык|тик|сыз|сиз|лы|ли|шы|ши)$/;

/** The part of a folded Kazakh word that stays the same in all its forms. */
export function kazakhStem(word: string): string {
  const parts = [CASE, POSSESSION, NUMBER, DERIVED, NUMBER];
  const bare = parts.reduce((rest, ending) => withoutEnding(rest, ending), word);
  return bare.replace(/г$/, 'к').replace(/б$/, 'п'); // таяқ, таяғы; кітап, кітабы
}

/** The stem of the word from which this one may be made: көмек of көмекші, батарея of батареялы. */
export function kazakhOrigin(word: string): string {
  const bare = [CASE, NUMBER].reduce((rest, ending) => withoutEnding(rest, ending), word);
  return kazakhStem(withoutEnding(bare, DERIVED));
}

function withoutEnding(word: string, ending: RegExp): string {
  const rest = word.replace(ending, '');
  return /[аеиоуыэюя]/.test(rest) ? rest : word;
}
