// How much is heard: grades of the World report on hearing (WHO, 2021), from the average threshold of one ear
// at 500, 1000, 2000 and 4000 Hz.

const FREQUENCIES = [500, 1000, 2000, 4000] as const;
const EARS = ['right', 'left'] as const;
export type Ear = (typeof EARS)[number];

// From this many decibels on. Each grade has its text `made-to-order.hearing.<grade>`.
const GRADES = [
  { from: 95, grade: 'complete' },
  { from: 80, grade: 'profound' },
  { from: 65, grade: 'severe' },
  { from: 50, grade: 'moderately_severe' },
  { from: 35, grade: 'moderate' },
  { from: 20, grade: 'mild' },
] as const;
export type Grade = (typeof GRADES)[number]['grade'] | 'normal';

/** The grade of an average threshold in dB HL. */
export function gradeOf(decibels: number): Grade {
  return GRADES.find(({ from }) => decibels >= from)?.grade ?? 'normal';
}

/** The average of each ear whose four thresholds are known. `thresholds`: by `right_500` and the like, in dB. */
export function averagesOf(
  thresholds: ReadonlyMap<string, number>,
): { ear: Ear; decibels: number; grade: Grade }[] {
  return EARS.flatMap((ear) => {
    const known = FREQUENCIES.map((hertz) => thresholds.get(`${ear}_${hertz}`));
    if (known.some((one) => one === undefined)) return [];
    const decibels = known.reduce<number>((sum, one) => sum + one!, 0) / FREQUENCIES.length;
    return [{ ear, decibels, grade: gradeOf(decibels) }];
  });
}
