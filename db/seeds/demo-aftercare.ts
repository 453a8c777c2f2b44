// What became of aids after they arrived: an answered check, repairs, a return, a question for another.
import { findReader } from '../../server/accounts/store.ts';
import { askEarly } from '../../server/aftercare/early.ts';
import { moveRepair, reportFault } from '../../server/aftercare/repair-acts.ts';
import { announceReturn } from '../../server/aftercare/returns.ts';
import type { CareOrder } from '../../server/aftercare/scene.ts';
import { demoAccountId, demoApplicantId } from './demo-people.ts';
import type { DemoMeans } from './02_demo.ts';

const DAY = 86_400_000;

/** Tells it by the portal's own acts. Their keys are fixed: told again, each still happens once. */
export async function seedDemoAftercare(means: DemoMeans, now: Date): Promise<void> {
  const order = async (
    who: string,
    aidClass: string,
    daysAgo: number,
    { by = who, side = 'family' }: { by?: string; side?: CareOrder['side'] } = {},
  ): Promise<CareOrder | null> => {
    const aid: { id: number } | undefined = await means.db
      .write('aids')
      .join('requests', 'requests.id', 'aids.request_id')
      .where({
        'aids.applicant_id': demoApplicantId(who),
        'requests.aid_class_code': aidClass,
      })
      .first('aids.id');
    const found = await findReader(means.db.write, demoAccountId(by));
    const at = new Date(now.getTime() - daysAgo * DAY);
    const key = `demo-aid-${who}-${aidClass}-${daysAgo}`;
    return aid && found ? { by: found.reader, side, at, aidId: aid.id, key } : null; // null: an older demo
  };

  const lens = await order('olga', 'TT-15', 5);
  if (lens) {
    await reportFault(means, lens, {
      fault: 'fault-part-broken',
      words: 'Отломилась ручка, держать лупу неудобно.',
      safe: true,
      wantsLoan: false,
    });
  }
  const taken = await order('olga', 'TT-15', 4, { by: 'askar', side: 'supplier' });
  if (taken) {
    const words = 'Заберём в пятницу, вернём с новой ручкой.';
    await moveRepair(means, taken, { move: 'accepted', words, version: 1 });
  }

  const bar = await order('viktor', 'HG-12', 9);
  if (bar) {
    await reportFault(means, bar, {
      fault: 'fault-part-broken',
      words: 'Поручень шатается, опираться на него страшно.',
      safe: false,
      wantsLoan: true,
    });
  }

  const stick = await order('sergei', 'MM-04', 2);
  if (stick) {
    await announceReturn(means, stick, {
      reason: 'replaced',
      way: 'bring',
      condition: 'good',
      words: null,
    });
  }

  const worn = await order('zarina', 'HG-12', 1);
  if (worn) {
    await askEarly(means, worn, {
      reasonCode: 'function_changed',
      words: 'Маған енді екі жағынан ұстайтын тұтқа керек.',
    });
  }
}
