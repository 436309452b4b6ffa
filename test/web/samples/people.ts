import { randomUUID } from 'node:crypto';
import { buildPlannedContract } from '../../builders/contracts.js';
import { buildDelegation } from '../../builders/people.js';
import { build, buildAgency, buildPerson, giveRole, type BuiltAgency, type BuiltPerson, type World } from '../../builders/world.js';
import type { TestApp } from '../../harness/app.js';
import { missing } from './scene.js';

let made = 0;

export async function someAgency(app: TestApp, world: World): Promise<BuiltAgency> {
  made += 1;
  return buildAgency(app.database, { code: `don-vi-${made}`, name: `Đơn vị Minh Họa ${made}`, kind: 'unit', parentId: world.city.id });
}

export async function somebody(app: TestApp): Promise<BuiltPerson> {
  made += 1;
  return buildPerson(app.database, { login: `ai-do-${made}` });
}

export async function giveSomeRole(app: TestApp, world: World, userId: string): Promise<string> {
  await giveRole(app.database, { person: { id: userId, login: '', password: '', fullName: '' }, role: 'auditor', agency: world.department, by: world.at.administrator });
  const [role] = await app.database.asOwner<{ id: string }>('SELECT id FROM role_assignment WHERE user_id = $1', [userId]);
  return role?.id ?? missing('a role');
}

/** The head delegates to somebody without any other role: whoever is named gets the head's rights. */
export async function delegateToSomebody(app: TestApp, world: World): Promise<string> {
  return buildDelegation(app.database, { head: world.at.unit_head, delegate: await somebody(app), agency: world.department });
}

/** Another unit wants to hand a contract of its own to the department. */
export async function offerContract(app: TestApp, world: World): Promise<string> {
  const giver = await someAgency(app, world);
  const officer = await somebody(app);
  await giveRole(app.database, { person: officer, role: 'procurement_officer', agency: giver, by: world.at.administrator });
  const contract = await buildPlannedContract(app.database, { agency: giver, by: officer });
  const id = randomUUID();
  await build(app.database, async (query) => {
    await query(
      `INSERT INTO contract_transfer (id, contract_id, from_agency_id, to_agency_id, effective_on, document_number, document_day, reason, requested_by)
       VALUES ($1, $2, $3, $4, '2026-11-15', '12/QĐ-TN', '2026-11-01', 'Sắp xếp lại đơn vị', $5)`,
      [id, contract.id, giver.id, world.department.id, officer.id],
    );
  });
  return id;
}
