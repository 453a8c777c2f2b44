// What demo people tell of products that they received, and what the administrators have published of it.
import { publishExperience, tellExperience } from '../../server/experiences/experiences.ts';
import type { Telling } from '../../server/experiences/forms.ts';
import { findReader } from '../../server/accounts/store.ts';
import { demoAccountId, demoApplicantId } from './demo-people.ts';
import { readJson } from './files.ts';
import type { DemoMeans } from './02_demo.ts';

const DAY = 86_400_000;

interface DemoExperience extends Omit<Telling, 'again' | 'version'> {
  for: string;
  aidClass: string;
  daysAgo: number;
  /** The administrator who published it; left out: it waits. */
  by?: string;
  again: boolean;
}

/** Tells them by the portal's own acts. What was told before stays told once. */
export async function seedDemoExperiences(means: DemoMeans, now: Date): Promise<void> {
  for (const story of readJson<DemoExperience[]>('demo/experiences.json')) {
    await tell(means, story, new Date(now.getTime() - story.daysAgo * DAY));
  }
}

async function tell(means: DemoMeans, story: DemoExperience, at: Date): Promise<void> {
  const { db } = means;
  const request: { id: number; reference: string } | undefined = await db
    .write('requests')
    .where({ applicant_id: demoApplicantId(story.for), aid_class_code: story.aidClass })
    .whereIn('status', ['received', 'closed'])
    .first('id', 'reference');
  if (!request) return; // a demo from before there were such stories
  const known = () =>
    db.write('experiences').where({ request_id: request.id }).first('id', 'state', 'version');
  if (!(await known())) {
    const { fit, comfort, repair, text, language } = story;
    const again = story.again ? 'yes' : 'no';
    const telling = { fit, comfort, repair, again, text, language, version: 0 } as const;
    const by = await readerOf(means, story.for);
    await tellExperience(means, { by, at, reference: request.reference, telling });
  }
  const told: { id: number; state: string; version: number } = await known();
  if (!story.by || told.state !== 'waiting' || told.version > 1) return;
  const by = await readerOf(means, story.by);
  await publishExperience(means, { by, at: new Date(at.getTime() + DAY), id: told.id, version: 1 });
}

async function readerOf({ db }: DemoMeans, who: string) {
  const found = await findReader(db.write, demoAccountId(who));
  if (!found) throw new Error(`no demo account ${who}`);
  return found.reader;
}
