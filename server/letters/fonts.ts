// The typeface of letters: Golos Text, with all Kazakh letters and the tenge.
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const golos = (file: string) => resolve(`@expo-google-fonts/golos-text/${file}`);

export const REGULAR = golos('400Regular/GolosText_400Regular.ttf');
export const BOLD = golos('600SemiBold/GolosText_600SemiBold.ttf');
