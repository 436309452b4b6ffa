import type { Stage } from '../stage.js';
import type { Agencies } from './agencies.js';
import { idOf, type People } from './people.js';

export interface ContractStory {
  readonly agencies: Agencies;
  readonly people: People;
}

export async function enterContracts(stage: Stage, story: ContractStory): Promise<void> {
  await stage.rooms.contracts.registerContract(...(await stage.as('so-dau-moi')), {
    agency: story.agencies.department,
    name: 'Đào tạo nâng cao nhận thức an toàn thông tin cho cán bộ, công chức Sở Minh Họa',
    withoutSystem: true, systems: [], operator: 'hiring-agency', serviceKind: 'training', hireAnswer: 'not-concerned', hireOutcome: 'allowed',
    responsible: idOf(story.people, 'so-dau-moi'), beneficiaries: [],
  });
}
